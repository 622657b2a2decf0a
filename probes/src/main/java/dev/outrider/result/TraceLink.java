package dev.outrider.result;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;

/**
 * Where a person looks at the trace of a run.
 *
 * @param template a URL with {@code {trace}} in it; {@code {from}} and {@code {to}} become the run's time in ms since 1970, a minute wider
 */
public record TraceLink(String template) {
    private static final Duration AROUND = Duration.ofMinutes(1);

    /** @throws IllegalArgumentException with a sentence when it is no such URL */
    public TraceLink {
        if (!template.contains("{trace}") || !isPage(filled(template, "0".repeat(32), Instant.EPOCH, Instant.EPOCH))) {
            throw new IllegalArgumentException(
                    "'%s' is no link to traces: write it like https://tempo.example.com/trace/{trace}"
                            .formatted(template));
        }
    }

    public String of(RunResult run) {
        return filled(
                template,
                run.trace(),
                run.startedAt().minus(AROUND),
                run.startedAt().plus(run.duration()).plus(AROUND));
    }

    private static String filled(String template, String trace, Instant from, Instant to) {
        return template.replace("{trace}", trace)
                .replace("{from}", Long.toString(from.toEpochMilli()))
                .replace("{to}", Long.toString(to.toEpochMilli()));
    }

    private static boolean isPage(String url) {
        try {
            URI page = URI.create(url);
            return page.getHost() != null
                    && (page.getScheme().equals("http") || page.getScheme().equals("https"));
        } catch (IllegalArgumentException unreadable) {
            return false;
        }
    }
}
