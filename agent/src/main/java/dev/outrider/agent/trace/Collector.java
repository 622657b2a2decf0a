package dev.outrider.agent.trace;

import java.net.URI;
import java.util.Map;

/**
 * Who takes traces by OTLP over HTTP.
 *
 * @param url with its path, for example {@code http://localhost:4318/v1/traces}
 * @param headers sent with every batch
 */
public record Collector(URI url, Map<String, String> headers) {
    public Collector {
        headers = Map.copyOf(headers);
        if (url.getHost() == null || !("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
            throw new IllegalArgumentException(
                    "'%s' is no address of a collector: write it like http://localhost:4318/v1/traces".formatted(url));
        }
    }
}
