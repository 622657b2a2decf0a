package dev.outrider.result;

import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The id of a run: {@code r-<slot in ms, base 36>-<64 random bits, base 36>}, so that a run is found by its slot. */
public final class RunId {
    private RunId() {}

    public static String of(Instant slot, RandomGenerator random) {
        return "r-" + Long.toString(slot.toEpochMilli(), 36) + "-" + Long.toUnsignedString(random.nextLong(), 36);
    }

    /** The slot in an id; empty when it is not an id of ours. */
    public static Optional<Instant> slot(String id) {
        String[] parts = id.split("-", -1);
        if (parts.length != 3 || !parts[0].equals("r")) {
            return Optional.empty();
        }
        try {
            return Optional.of(Instant.ofEpochMilli(Long.parseLong(parts[1], 36)));
        } catch (NumberFormatException notOurs) {
            return Optional.empty();
        }
    }
}
