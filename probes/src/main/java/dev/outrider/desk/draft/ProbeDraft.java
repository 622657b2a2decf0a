package dev.outrider.desk.draft;

import dev.outrider.desk.recording.Exchange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The journey of one step that looks at one address, as it is before anything was seen and as it is kept afterwards. */
public final class ProbeDraft {
    /** Certificates are renewed a month before their end; two weeks later somebody should look. */
    private static final int DAYS = 14;

    /** What says that it is JSON can be read as such, where it is no stream of many; nothing is no JSON, and may be sent. */
    public static final String JSON = "!('content-type' in headers)"
            + " || !headers['content-type'].matches('(?i)(application/json|[^;]*[+]json) *(;.*)?')"
            + " || body.size() == 0 || json == json";

    private static final Duration STEP = Duration.ofMillis(100);
    private static final Duration LEAST = Duration.ofMillis(300);
    private static final Duration MOST = Duration.ofSeconds(9);

    private ProbeDraft() {}

    /**
     * What the step does.
     *
     * @param id the journey's
     * @param name the step's
     * @param action its key and value: {@code GET} and a URL, {@code tls} and an address
     * @param base where the journey is at home; without one the action says all
     */
    public record Look(String id, String owner, String name, Optional<String> base, Map.Entry<String, Object> action) {}

    /** Before anything was seen: it must answer in time, and its certificate must not be about to end. */
    public static String bare(Look look, Duration timeout) {
        YamlText step = step(look);
        step.pair("timeout", timeout.toSeconds() + "s");
        certificate(look).ifPresent(condition -> step.pair("warn", condition));
        if (look.action().getKey().equals("GET")) {
            step.oneOrMany("expect", List.of("status < 400", JSON));
        }
        return text(look, List.of(), Map.of("limits", Map.of("body", "64MiB")), step);
    }

    /**
     * For an author to go on with: expects what was seen.
     *
     * @param seen the last exchange; empty for what is not HTTP
     * @param expectations that follow from what was found by another protocol
     * @param secure whether the answer came with a certificate
     * @param took what it took this time, of which it may take thrice before it is slow
     */
    public static String kept(
            Look look, List<Exchange> seen, List<String> expectations, boolean secure, Duration took) {
        YamlText step = step(look);
        List<String> expected = new ArrayList<>(expectations);
        if (!seen.isEmpty()) {
            expected.addAll(Expectations.of(new Visit(seen, List.of())));
        }
        if (!expected.isEmpty()) {
            step.oneOrMany("expect", expected);
        }
        if (secure) {
            step.pair("warn", "tls.daysLeft > " + DAYS);
        }
        step.pair("slow", slow(took));
        String comment = "Made by 'outrider probe' of what it saw; write here what a customer needs";
        return text(look, List.of(comment), Map.of(), step);
    }

    private static YamlText step(Look look) {
        YamlText step = new YamlText();
        step.pair("name", look.name());
        step.pair(look.action().getKey(), look.action().getValue());
        return step;
    }

    /** An answer that came in the clear has none. */
    private static Optional<String> certificate(Look look) {
        return switch (look.action().getKey()) {
            // From https nobody is led back; from http to https often.
            case "GET" ->
                Optional.of(
                        look.action().getValue().toString().startsWith("https:")
                                ? "tls.daysLeft > " + DAYS
                                : "!url.startsWith('https:') || tls.daysLeft > " + DAYS);
            case "tls" -> Optional.of("tls.daysLeft > " + DAYS);
            default -> Optional.empty();
        };
    }

    /** Thrice as long, a round figure, and less than the ten seconds after which nobody waits any longer. */
    static String slow(Duration took) {
        long steps = Math.ceilDiv(3 * took.toMillis(), STEP.toMillis());
        return Math.clamp(steps * STEP.toMillis(), LEAST.toMillis(), MOST.toMillis()) + "ms";
    }

    private static String text(Look look, List<String> comments, Map<String, Object> header, YamlText step) {
        YamlText yaml = new YamlText();
        comments.forEach(comment -> yaml.line("# " + comment));
        yaml.pair("journey", look.id());
        yaml.pair("owner", look.owner());
        yaml.pair("schedule", "every 1m");
        look.base().ifPresent(base -> yaml.pair("base", base));
        header.forEach(yaml::pair);
        yaml.line("");
        yaml.line("steps:").in();
        String first = "- ";
        for (String line : step.text().lines().toList()) {
            yaml.line(first + line);
            first = "  ";
        }
        return yaml.text();
    }
}
