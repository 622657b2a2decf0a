package dev.outrider.desk.draft;

import dev.outrider.desk.draft.StepDraft.Sendable;
import dev.outrider.desk.recording.Exchange.Answer;
import dev.outrider.desk.recording.Exchange.Payload;
import dev.outrider.desk.recording.Exchange.Request;
import dev.outrider.run.http.Origin;
import dev.outrider.run.http.Url;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
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
    private static final Pattern CAMPAIGN = Pattern.compile("utm_.*|gclid|fbclid|msclkid|gad_source|_ga|_gl|mc_[ce]id");

    /** Parts of a path that say what is done with a thing, not what it is. */
    private static final Set<String> VERBS =
            Set.of("success", "view", "show", "edit", "detail", "details", "info", "id");

    private final Correlation values;
    private final Lifted lifted;
    private final Origin base;
    private final RequestHeaders headers;
    private final List<String> notes;

    Requests(Correlation values, Lifted lifted, Origin base, Set<String> kept, List<String> notes) {
        this.values = values;
        this.lifted = lifted;
        this.base = base;
        this.headers = new RequestHeaders(values, lifted, base, kept);
        this.notes = notes;
    }

    /** The form of the last page that it was, else the request as it was sent. */
    StepDraft draft(String name, Visit visit, Optional<PageFinder> page) {
        Request request = visit.request();
        Optional<Filled> filled = page.flatMap(each -> Filled.of(each, request));
        return filled.isPresent() ? submitted(name, request, filled.get()) : written(name, visit);
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
        draft.headers().putAll(headers.of(request));
        return draft;
    }

    private StepDraft written(String name, Visit visit) {
        Request request = visit.request();
        Optional<Answer> answer = visit.answer();
        Map<String, String> query = new LinkedHashMap<>();
        String url = url(request.url(), query);
        Map<String, String> own = headers.of(request);
        Sendable body = body(name, request, answer, own);
        StepDraft draft = new StepDraft(name, request.method(), url, query, body, Awaited.of(answer, visit.before()));
        draft.headers().putAll(own);
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
            before = decoded.matches("[A-Za-z][A-Za-z_-]*") && !VERBS.contains(decoded) ? decoded : before;
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

    private Sendable body(String step, Request request, Optional<Answer> answer, Map<String, String> own) {
        return switch (request.payload()) {
            case Payload.None none -> nothing(step, request);
            case Payload.Form(List<Map.Entry<String, String>> fields) -> form(fields, own);
            case Payload.Json(Object tree) -> json(tree, answer);
            case Payload.Text(String mime, String text) -> {
                if (!mime.isEmpty() && mime.chars().noneMatch(Character::isISOControl)) {
                    own.put("Content-Type", mime);
                }
                yield new Sendable.Raw(values.text(text, new Site(Site.Kind.FIELD, "body")));
            }
            case Payload.Parts(List<Map.Entry<String, String>> texts, List<String> files) -> parts(step, texts, files);
        };
    }

    /** Some recordings leave out what a script sent. */
    private Sendable nothing(String step, Request request) {
        if (!request.isRead()
                && request.headers().first("content-type").isPresent()
                && !request.headers().first("content-length").orElse("").equals("0")) {
            notes.add("'%s' may have sent a body (%s) that the recording does not hold: write it"
                    .formatted(step, request.headers().first("content-type").get()));
        }
        return new Sendable.Nothing();
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

    private Sendable form(List<Map.Entry<String, String>> fields, Map<String, String> own) {
        if (!isMap(fields)) {
            own.put("Content-Type", "application/x-www-form-urlencoded");
            return new Sendable.Raw(encoded(fields, Site.Kind.FIELD));
        }
        Map<String, String> form = new LinkedHashMap<>();
        fields.forEach(each ->
                form.put(each.getKey(), values.text(each.getValue(), new Site(Site.Kind.FIELD, each.getKey()))));
        return new Sendable.Form(form);
    }

    private Sendable json(Object tree, Optional<Answer> answer) {
        Optional<GraphQl> graphql = GraphQl.of(tree);
        if (graphql.isEmpty()) {
            return new Sendable.Json(values.tree(tree, ""));
        }
        return new Sendable.GraphQl(
                Correlation.literal(graphql.get().document()),
                graphql.get().variables().map(each -> values.tree(each, "variables")),
                graphql.get().operation(),
                answer.map(GraphQl::hasErrors).orElse(false));
    }
}
