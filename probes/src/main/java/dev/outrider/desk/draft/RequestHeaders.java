package dev.outrider.desk.draft;

import dev.outrider.desk.recording.Exchange.Request;
import dev.outrider.run.http.Origin;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The headers of a request that an author would write: those that no browser sends by itself. */
final class RequestHeaders {
    /** What a browser sends by itself, and what belongs to one visit only. */
    private static final Set<String> OWN = Set.of(
            "host",
            "connection",
            "content-length",
            "content-type",
            "transfer-encoding",
            "user-agent",
            "origin",
            "referer",
            "cookie",
            "cache-control",
            "pragma",
            "dnt",
            "te",
            "priority",
            "if-none-match",
            "if-modified-since",
            "upgrade-insecure-requests",
            "accept-encoding",
            "accept-language",
            "traceparent",
            "tracestate",
            "baggage",
            "sentry-trace",
            "newrelic",
            "x-newrelic-id",
            "save-data",
            "downlink",
            "rtt",
            "ect",
            "viewport-width",
            "dpr",
            "device-memory",
            "postman-token",
            "purpose",
            "expect",
            "keep-alive");

    private static final Pattern OWN_FAMILY = Pattern.compile("sec-.*|x-datadog-.*|x-b3-.*|proxy-.*");

    private final Correlation values;
    private final Lifted lifted;
    private final Origin base;
    private final Set<String> kept;

    RequestHeaders(Correlation values, Lifted lifted, Origin base, Set<String> kept) {
        this.values = values;
        this.lifted = lifted;
        this.base = base;
        this.kept = kept;
    }

    Map<String, String> of(Request request) {
        Map<String, String> headers = new LinkedHashMap<>();
        request.headers().joined().forEach((name, value) -> {
            if (isKept(name, value)) {
                headers.put(title(name), header(name, value));
            }
        });
        return headers;
    }

    private boolean isKept(String name, String value) {
        if (kept.contains(name)) {
            return true;
        }
        if (name.equals("accept")) {
            return value.startsWith("application/") && !value.contains("*/*");
        }
        return !OWN.contains(name) && !OWN_FAMILY.matcher(name).matches() && !value.isEmpty();
    }

    private String header(String name, String value) {
        Site site = new Site(Site.Kind.HEADER, name);
        if (name.equals("authorization")) {
            return authorization(value, site);
        }
        if (value.startsWith(base.toString())) {
            return "${" + lifted.var("shop", base.toString()) + "}"
                    + values.text(value.substring(base.toString().length()), site);
        }
        return values.text(value, site);
    }

    private String authorization(String value, Site site) {
        String[] parts = value.split(" ", 2);
        if (parts.length == 2 && parts[0].equalsIgnoreCase("basic")) {
            String[] pair = pair(parts[1]);
            if (pair.length == 2) {
                return "${basicAuth(%s, %s)}"
                        .formatted(lifted.var("user", pair[0]), lifted.secret("password", pair[1]));
            }
        }
        return parts.length == 2 ? parts[0] + " " + values.text(parts[1], site) : values.text(value, site);
    }

    /** User and password; one part when it is no such pair. */
    private static String[] pair(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8).split(":", 2);
        } catch (IllegalArgumentException notBase64) {
            return new String[] {base64};
        }
    }

    /** {@code x-csrf-token} as {@code X-Csrf-Token}: HTTP/2 has taken the capitals away. */
    private static String title(String name) {
        return Arrays.stream(name.split("-", -1))
                .map(word -> word.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1))
                .collect(Collectors.joining("-"));
    }
}
