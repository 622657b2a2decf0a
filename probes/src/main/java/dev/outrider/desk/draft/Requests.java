package dev.outrider.desk.draft;

import dev.outrider.desk.draft.StepDraft.Sendable;
import dev.outrider.desk.recording.Exchange.Payload;
import dev.outrider.desk.recording.Exchange.Request;
import dev.outrider.run.http.Origin;
import dev.outrider.run.http.Url;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes the request of a step: address, query, headers and body, each value as {@link Correlation} says. */
final class Requests {
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
    private static final Pattern CAMPAIGN = Pattern.compile("utm_.*|gclid|fbclid|msclkid|gad_source|_ga|_gl|mc_[ce]id");

    private final Correlation values;
    private final Lifted lifted;
    private final Origin base;
    private final Set<String> kept;
    private final List<String> notes;

    Requests(Correlation values, Lifted lifted, Origin base, Set<String> kept, List<String> notes) {
        this.values = values;
        this.lifted = lifted;
        this.base = base;
        this.kept = kept;
        this.notes = notes;
    }

    /** The form of the last page that it was, else the request as it was sent. */
    StepDraft draft(String name, Request request, Optional<String> until, Optional<PageFinder> page) {
        Optional<Filled> filled = page.flatMap(each -> Filled.of(each, request));
        return filled.isPresent() ? submitted(name, request, filled.get()) : written(name, request, until);
    }

    private StepDraft submitted(String name, Request request, Filled filled) {
        Map<String, Object> entered = new LinkedHashMap<>();
        filled.entered().forEach((field, typed) -> {
            List<String> texts =
                    typed.stream().map(each -> text(Map.entry(field, each))).toList();
            entered.put(field, texts.size() == 1 ? texts.getFirst() : texts);
        });
        StepDraft draft = new StepDraft(
                name,
                "submit",
                Correlation.literal(filled.css()),
                Map.of(),
                new Sendable.With(entered),
                Optional.empty());
        draft.headers().putAll(headers(request));
        return draft;
    }

    private StepDraft written(String name, Request request, Optional<String> until) {
        Map<String, String> query = new LinkedHashMap<>();
        String url = url(request.url(), query);
        Map<String, String> headers = headers(request);
        Sendable body = body(name, request.payload(), headers);
        StepDraft draft = new StepDraft(name, request.method(), url, query, body, until);
        draft.headers().putAll(headers);
        return draft;
    }

    /** Parameters become {@code query}, except where a name comes twice or without a value. */
    private String url(Url url, Map<String, String> query) {
        StringBuilder written = new StringBuilder(
                url.origin().equals(base)
                        ? ""
                        : "${" + lifted.var(host(url.origin()), url.origin().toString()) + "}");
        String before = "";
        String[] segments = url.path().substring(1).split("/", -1);
        for (String segment : segments) {
            String decoded = Sent.decoded(segment);
            String text = values.text(decoded, new Site(Site.Kind.PATH, before));
            written.append('/').append(text.equals(Correlation.literal(decoded)) ? Correlation.literal(segment) : text);
            before = decoded.matches("[A-Za-z][A-Za-z_-]*") ? decoded : before;
        }
        List<Map.Entry<String, String>> parameters = Sent.query(url).stream()
                .filter(each -> !CAMPAIGN.matcher(each.getKey()).matches())
                .toList();
        if (isMap(parameters)) {
            parameters.forEach(each ->
                    query.put(each.getKey(), values.text(each.getValue(), new Site(Site.Kind.QUERY, each.getKey()))));
        } else {
            written.append('?').append(encoded(parameters, Site.Kind.QUERY));
        }
        return written.toString();
    }

    private static String host(Origin origin) {
        String[] labels = origin.host().split("\\.", -1);
        String name = Naming.identifier(labels.length > 2 && labels[0].equals("www") ? labels[1] : labels[0]);
        return name.matches("v?\\d+") || name.isEmpty() ? "other" : name;
    }

    private static boolean isMap(List<Map.Entry<String, String>> parameters) {
        Set<String> names = new HashSet<>();
        return parameters.stream()
                .allMatch(each -> names.add(each.getKey()) && !each.getKey().isEmpty());
    }

    /** As it stands in a URL or a body, holes left open: the runner encodes what it puts into a URL. */
    private String encoded(List<Map.Entry<String, String>> parameters, Site.Kind kind) {
        return parameters.stream()
                .map(each -> {
                    String text = values.text(each.getValue(), new Site(kind, each.getKey()));
                    boolean literal = text.equals(Correlation.literal(each.getValue()));
                    return percent(each.getKey()) + "=" + (literal ? percent(each.getValue()) : text);
                })
                .collect(Collectors.joining("&"));
    }

    private static String percent(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private Map<String, String> headers(Request request) {
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
            String[] pair = new String(Base64.getMimeDecoder().decode(parts[1]), StandardCharsets.UTF_8).split(":", 2);
            if (pair.length == 2) {
                return "${basicAuth(%s, %s)}"
                        .formatted(lifted.var("user", pair[0]), lifted.secret("password", pair[1]));
            }
        }
        return parts.length == 2 ? parts[0] + " " + values.text(parts[1], site) : values.text(value, site);
    }

    private Sendable body(String step, Payload payload, Map<String, String> headers) {
        return switch (payload) {
            case Payload.None none -> new Sendable.Nothing();
            case Payload.Form(List<Map.Entry<String, String>> fields) -> form(fields, headers);
            case Payload.Json(Object tree) -> json(tree);
            case Payload.Text(String mime, String text) -> {
                if (!mime.isEmpty()) {
                    headers.put("Content-Type", mime);
                }
                yield new Sendable.Raw(values.text(text, new Site(Site.Kind.FIELD, "body")));
            }
            case Payload.Parts(List<Map.Entry<String, String>> texts, List<String> files) -> parts(step, texts, files);
        };
    }

    /** A recording has no content of files, so they are told. */
    private Sendable parts(String step, List<Map.Entry<String, String>> texts, List<String> files) {
        if (!files.isEmpty()) {
            notes.add("'%s' uploaded %s: put a file beside the journey and write 'NAME: { file: PATH }' in 'multipart'"
                    .formatted(step, String.join(", ", files)));
        }
        Map<String, String> parts = new LinkedHashMap<>();
        texts.forEach(each -> parts.putIfAbsent(each.getKey(), text(each)));
        return parts.isEmpty() ? new Sendable.Nothing() : new Sendable.Parts(parts);
    }

    private String text(Map.Entry<String, String> field) {
        return values.text(field.getValue(), new Site(Site.Kind.FIELD, field.getKey()));
    }

    private Sendable form(List<Map.Entry<String, String>> fields, Map<String, String> headers) {
        if (!isMap(fields)) {
            headers.put("Content-Type", "application/x-www-form-urlencoded");
            return new Sendable.Raw(encoded(fields, Site.Kind.FIELD));
        }
        Map<String, String> form = new LinkedHashMap<>();
        fields.forEach(each ->
                form.put(each.getKey(), values.text(each.getValue(), new Site(Site.Kind.FIELD, each.getKey()))));
        return new Sendable.Form(form);
    }

    private Sendable json(Object tree) {
        if (tree instanceof Map<?, ?> map
                && map.get("query") instanceof String document
                && document.strip().matches("(?s)(query|mutation|subscription|fragment|\\{).*")) {
            return new Sendable.GraphQl(
                    Correlation.literal(document),
                    Optional.ofNullable(map.get("variables")).map(each -> values.tree(each, "variables")),
                    map.get("operationName") instanceof String operation ? Optional.of(operation) : Optional.empty());
        }
        return new Sendable.Json(values.tree(tree, ""));
    }

    /** {@code x-csrf-token} as {@code X-Csrf-Token}: HTTP/2 has taken the capitals away. */
    private static String title(String name) {
        return Arrays.stream(name.split("-", -1))
                .map(word -> word.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1))
                .collect(Collectors.joining("-"));
    }
}
