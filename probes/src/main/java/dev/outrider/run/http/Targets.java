package dev.outrider.run.http;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Which addresses may be asked. It is put to every address that a host stands for, before anything is connected: those
 * that are judged are those that are connected to, so that a name cannot change its mind in between.
 */
public sealed interface Targets {
    /** The setting of an agent that opens addresses to it. */
    String SETTING = "--allow-targets";

    /** Every address. */
    static Targets any() {
        return new Open(refusal -> {});
    }

    /**
     * Every address, as at an author's desk.
     *
     * @param remark told what an agent would refuse
     */
    record Open(Consumer<Refusal> remark) implements Targets {}

    /**
     * Those of the public internet, and those that were opened.
     *
     * @param opened by the operator, who knows that journeys may ask there
     */
    record Guarded(List<Cidr> opened) implements Targets {
        public Guarded {
            opened = List.copyOf(opened);
        }

        private boolean permits(InetAddress address) {
            return Ranges.of(address).isEmpty()
                    || opened.stream()
                            .anyMatch(range -> range.contains(address) || range.contains(Ranges.meant(address)));
        }
    }

    /**
     * Why an address is not asked.
     *
     * @param host as the author or the target wrote it
     * @param kind what such addresses are
     * @param range of all of them
     */
    record Refusal(String host, InetAddress address, String kind, Cidr range) {
        /** For a list: {@code localhost (127.0.0.1, loopback)}. */
        public String words() {
            return isNamed() ? "%s (%s, %s)".formatted(host, opening(), kind) : "%s (%s)".formatted(host, kind);
        }

        /** The value of {@link #SETTING} that opens this address and no other. */
        public String opening() {
            return NetUtil.toAddressString(address);
        }

        private boolean isNamed() {
            return !host.equals(opening());
        }

        String sentence() {
            return "%s, which is %s (%s): an agent asks no such address unless it is started with %s %s"
                    .formatted(isNamed() ? host + " is " + opening() : host, kind, range, SETTING, opening());
        }
    }

    /** Of the addresses of a host those that may be asked; when none may, why not the first. */
    default Judged judge(String host, List<InetAddress> addresses) {
        return switch (this) {
            case Open(Consumer<Refusal> remark) -> {
                addresses.forEach(address -> refusal(host, address).ifPresent(remark));
                yield new Judged.Permitted(addresses);
            }
            case Guarded guarded -> {
                List<InetAddress> permitted =
                        addresses.stream().filter(guarded::permits).toList();
                yield permitted.isEmpty() && !addresses.isEmpty()
                        ? new Judged.Refused(refusal(host, addresses.getFirst()).orElseThrow())
                        : new Judged.Permitted(permitted);
            }
        };
    }

    private static Optional<Refusal> refusal(String host, InetAddress address) {
        return Ranges.of(address).map(range -> new Refusal(host, address, range.kind(), range.cidr()));
    }

    /** What came of it. */
    sealed interface Judged {
        /** These may be asked, in the order in which they were found. */
        record Permitted(List<InetAddress> addresses) implements Judged {}

        record Refused(Refusal refusal) implements Judged {}
    }
}
