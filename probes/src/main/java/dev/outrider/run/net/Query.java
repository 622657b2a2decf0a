package dev.outrider.run.net;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a step asks that does not ask by HTTP, written out.
 *
 * @param kind {@code tls}, {@code dns}, {@code tcp}, {@code icmp}, {@code grpc} or {@code ws}
 * @param settings of the step, by name
 * @param headers that go with it, where the protocol has them
 * @param talk the turns of a conversation, where it is one
 * @param reads the fields of the answer that the step reads: what a question reads decides what is a fault
 */
public record Query(
        String kind,
        Map<String, List<String>> settings,
        Map<String, String> headers,
        List<Turn> talk,
        Set<String> reads) {
    Optional<String> one(String name) {
        return all(name).stream().findFirst();
    }

    List<String> all(String name) {
        return settings.getOrDefault(name, List.of());
    }

    boolean isTrue(String name) {
        return one(name).map(Boolean::parseBoolean).orElse(false);
    }

    /** @throws IllegalArgumentException when the address is none */
    Where where() {
        return Where.of(one("address").orElse(""));
    }

    boolean reads(String field) {
        return reads.contains(field);
    }
}
