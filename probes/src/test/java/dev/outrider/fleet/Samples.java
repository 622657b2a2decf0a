package dev.outrider.fleet;

import dev.outrider.result.Cause;
import dev.outrider.result.Certificate;
import dev.outrider.result.Evidence;
import dev.outrider.result.Fingerprint;
import dev.outrider.result.Outcome;
import dev.outrider.result.RunResult;
import dev.outrider.result.StepResult;
import dev.outrider.result.Strain;
import dev.outrider.result.Timings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** One of each message for the golden files, and results at random for the properties. */
final class Samples {
    static final Instant SLOT = Instant.parse("2026-11-27T08:00:05Z");

    static final Hello HELLO = new Hello(
            "eu-1",
            "eu-west",
            "0.1.0",
            "7f3a",
            Optional.of("s-1"),
            41,
            SLOT,
            SLOT.minusSeconds(60),
            Optional.of(Set.of(Hello.BROWSER)),
            new Hello.Status(1, 12, 3, Optional.of(SLOT.minusSeconds(9)), 1.5, -0.25, 98_000_000));

    static final Plan PLAN = new Plan(
            "s-1",
            42,
            "eu-1",
            "eu-west",
            Duration.ofMinutes(2),
            List.of(new Plan.Assignment(
                    "checkout",
                    "demo",
                    "ab12",
                    Duration.ofSeconds(5),
                    Duration.ofMillis(1234),
                    true,
                    SLOT.minusSeconds(30))));

    static final Welcome WELCOME =
            new Welcome("c-1", "s-1", 42, SLOT.plusMillis(3), SLOT.plusMillis(4), Optional.of(PLAN));

    static final Bundle BUNDLE = new Bundle(
            "ab12",
            "checkout",
            "demo",
            "checkout.journey.yaml",
            Map.of("checkout.journey.yaml", "journey: checkout\n"));

    static final RunResult RESULT = new RunResult(
            new RunResult.Key("checkout", "demo", "eu-west", SLOT, Cause.SCHEDULE),
            "r-mihbq8jc-1y2p0ij32e8e7",
            "ab12",
            "eu-1",
            42,
            1,
            SLOT.plusNanos(2_345_000),
            Duration.ofMillis(321),
            Duration.ofNanos(-250_000),
            new Strain(
                    Duration.ofMillis(2),
                    Duration.ofMillis(1),
                    Duration.ofMillis(4),
                    Optional.of(Duration.ofMillis(5))),
            new Outcome.Failed(Outcome.Fault.EXPECTATION, "pay: status == 201 was 500"),
            false,
            "4bf92f3577b34da6a3ce929d0e0e4736",
            List.of(new StepResult(
                    "pay",
                    false,
                    Optional.of("payments"),
                    31,
                    new Outcome.Failed(Outcome.Fault.EXPECTATION, "status == 201 was 500"),
                    Duration.ofMillis(120),
                    timings(() -> Duration.ofNanos(1_500_000)),
                    1,
                    Optional.of("POST /api/orders"),
                    Optional.of(500),
                    List.of(new StepResult.Unmet(
                            "expect", "checkout.journey.yaml", 33, 9, "status == 201", "status was 500")),
                    Optional.of(new Fingerprint(
                            "127.0.0.1:8080",
                            "HTTP/1.1",
                            Optional.of("7b"),
                            Optional.of(SLOT.plusSeconds(86_400)),
                            "text/plain",
                            "00000000000000ff",
                            14)))),
            new Evidence(List.of(new Evidence.Exchange(
                            0,
                            1,
                            Duration.ofMillis(121),
                            timings(() -> Duration.ofNanos(1_000_000)),
                            "POST",
                            "http://shop/api/orders",
                            Map.of("accept", List.of("application/json")),
                            Optional.of("{\"sku\":1}"),
                            Optional.of("127.0.0.1:8080"),
                            Optional.of("HTTP/1.1"),
                            Optional.of(new Certificate("CN=shop", "CN=ca", "7b", SLOT, SLOT.plusSeconds(86_400))),
                            500,
                            Map.of("content-type", List.of("text/plain")),
                            Optional.of("größer als 1 €"),
                            14)))
                    .beside(new Evidence.Good("r-mihbq7b0-1", SLOT.minusSeconds(5), List.of())));

    static final Batch BATCH = new Batch("b-1", "eu-1", "eu-west", "s-1", List.of(RESULT));

    static final Ack ACK = new Ack("b-1", 1, Map.of("r-1-2", "too old: more than 72 h"));

    static final BundleRequest REQUEST = new BundleRequest(List.of("ab12", "cd34"), 4 << 20);

    static final BundleReply REPLY = new BundleReply(List.of(BUNDLE), Map.of("cd34", "this store has no bundle cd34"));

    private final RandomGenerator random;

    Samples(RandomGenerator random) {
        this.random = random;
    }

    RunResult result() {
        return new RunResult(
                new RunResult.Key(text(), text(), text(), instant(), one(Cause.values())),
                text(),
                text(),
                text(),
                random.nextLong(),
                random.nextInt(),
                instant(),
                duration(),
                duration(),
                strain(),
                outcome(),
                random.nextBoolean(),
                text(),
                some(this::step),
                new Evidence(
                        some(this::exchange),
                        some(this::view),
                        maybe(() -> new Evidence.Good(text(), instant(), some(this::exchange)))));
    }

    private Strain strain() {
        return new Strain(duration(), duration(), duration(), maybe(this::duration));
    }

    private Fingerprint fingerprint() {
        return new Fingerprint(
                text(), text(), maybe(this::text), maybe(this::instant), text(), text(), random.nextLong());
    }

    private Certificate certificate() {
        return new Certificate(text(), text(), text(), instant(), instant());
    }

    private StepResult step() {
        return new StepResult(
                text(),
                random.nextBoolean(),
                maybe(this::text),
                random.nextInt(),
                outcome(),
                duration(),
                timings(this::duration),
                random.nextInt(),
                maybe(this::text),
                maybe(random::nextInt),
                some(() -> new StepResult.Unmet(text(), text(), random.nextInt(), random.nextInt(), text(), text())),
                maybe(this::fingerprint));
    }

    private Evidence.Exchange exchange() {
        return new Evidence.Exchange(
                random.nextInt(),
                random.nextInt(),
                duration(),
                timings(this::duration),
                text(),
                text(),
                headers(),
                maybe(this::text),
                maybe(this::text),
                maybe(this::text),
                maybe(this::certificate),
                random.nextInt(),
                headers(),
                maybe(this::text),
                random.nextLong());
    }

    private Evidence.View view() {
        return new Evidence.View(
                random.nextInt(),
                random.nextInt(),
                text(),
                text(),
                maybe(this::text),
                some(this::text),
                some(this::text));
    }

    private Outcome outcome() {
        return switch (random.nextInt(5)) {
            case 0 -> new Outcome.Passed();
            case 1 -> new Outcome.Degraded(some(this::text), random.nextBoolean());
            case 2 -> new Outcome.Failed(one(Outcome.Fault.values()), text());
            case 3 -> new Outcome.Errored(one(Outcome.Trouble.values()), text());
            default -> new Outcome.Skipped(text());
        };
    }

    private static Timings timings(Supplier<Duration> each) {
        return new Timings(
                each.get(), each.get(), each.get(), each.get(), each.get(), each.get(), each.get(), each.get());
    }

    private Map<String, List<String>> headers() {
        Map<String, List<String>> headers = new TreeMap<>();
        some(this::text).forEach(name -> headers.put(name, some(this::text)));
        return headers;
    }

    /** Any Unicode, controls and characters outside the basic plane included. */
    private String text() {
        return random.ints(random.nextInt(8), 0, 0x1_1000)
                .map(c -> c >= 0xD800 && c < 0xE000 ? '"' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private Instant instant() {
        return Instant.ofEpochSecond(random.nextLong(0, 4_000_000_000L), random.nextInt(1_000_000_000));
    }

    private Duration duration() {
        return Duration.ofNanos(random.nextLong());
    }

    private <T> T one(T[] values) {
        return values[random.nextInt(values.length)];
    }

    private <T> Optional<T> maybe(Supplier<T> value) {
        return random.nextBoolean() ? Optional.of(value.get()) : Optional.empty();
    }

    private <T> List<T> some(Supplier<T> value) {
        return IntStream.range(0, random.nextInt(3)).mapToObj(i -> value.get()).toList();
    }
}
