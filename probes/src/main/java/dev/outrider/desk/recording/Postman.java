package dev.outrider.desk.recording;

import dev.outrider.desk.recording.Exchange.Answer;
import dev.outrider.desk.recording.Exchange.Payload;
import dev.outrider.desk.recording.Exchange.Request;
import dev.outrider.expr.Values;
import dev.outrider.run.http.Headers;
import dev.outrider.run.http.Url;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A collection of Postman, version 2.1: its requests in their order, folders flattened, saved examples as answers. */
public final class Postman {
    /** {@code pm.environment.set("token", pm.response.json().access_token)}, and its older cousins. */
    private static final Pattern CAPTURE = Pattern.compile(
            "pm\\.(?:environment|collectionVariables|globals|variables)\\.set\\(\\s*[\"']([\\w.-]+)[\"']\\s*,\\s*"
                    + "(?:pm\\.response\\.json\\(\\)|[A-Za-z_]\\w*)((?:\\.[A-Za-z_]\\w*|\\[\\d+])+)\\s*\\)");

    private static final Pattern STATUS = Pattern.compile("\\.status\\((\\d{3})\\)");
    private static final Pattern HOLE = Pattern.compile("\\{\\{\\s*([^{}]+?)\\s*}}");

    private final Map<String, String> vars = new LinkedHashMap<>();
    private final List<Exchange> exchanges = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    private Postman() {}

    /**
     * Reads it.
     *
     * @throws Unreadable when it is not one
     */
    public static Recording read(String text) {
        Dug collection = Dug.of(text, "a Postman collection");
        if (!collection.at("item").isList()) {
            throw new Unreadable("this is not a Postman collection of version 2: it has no 'item'");
        }
        Postman postman = new Postman();
        for (Dug variable : collection.at("variable").items()) {
            postman.vars.put(variable.text("key"), variable.text("value"));
        }
        postman.items(collection.at("item").items(), collection.at("auth"));
        return new Recording(postman.exchanges, postman.vars, postman.notes);
    }

    private void items(List<Dug> items, Dug auth) {
        for (Dug item : items) {
            if (item.at("item").isList()) {
                items(item.at("item").items(), item.has("auth") ? item.at("auth") : auth);
            } else if (item.has("request")) {
                item(item, auth);
            }
        }
    }

    private void item(Dug item, Dug inherited) {
        String name = item.text("name");
        Dug request = item.at("request");
        Headers headers = headers(request.at("header"));
        Dug auth = request.has("auth") ? request.at("auth") : inherited;
        Optional<String> authorization = authorization(auth);
        if (authorization.isPresent()) {
            headers = headers.with("Authorization", authorization.get());
        }
        try {
            Request sent = new Request(
                    Sound.method(
                            request.text("method").isEmpty()
                                    ? "GET"
                                    : request.text("method").toUpperCase(Locale.ROOT)),
                    url(request.at("url")),
                    headers,
                    payload(request.at("body"), headers.first("content-type").orElse("")));
            String script = script(item);
            exchanges.add(
                    new Exchange(name, Instant.EPOCH, "fetch", sent, answer(item, script), captures(name, script)));
        } catch (IllegalArgumentException unusable) {
            notes.add("'" + name + "' is left out: " + unusable.getMessage());
        }
    }

    private Url url(Dug url) {
        String raw = url.string().orElseGet(() -> url.text("raw"));
        // A variable in the place of the host must be known: the rest of the journey hangs on it.
        Matcher host = HOLE.matcher(raw);
        if (host.lookingAt()) {
            String value = vars.getOrDefault(host.group(1), "");
            raw = (value.isEmpty() ? "https://" + host.group(1).replaceAll("\\W", "-") + ".invalid" : value)
                    + raw.substring(host.end());
        }
        return Url.parse(raw.matches("(?i)[a-z]+://.*") ? raw : "https://" + raw);
    }

    private static Headers headers(Dug list) {
        return Sound.headers(list.items().stream()
                .filter(header -> !header.text("disabled").equals("true"))
                .map(header -> Map.entry(header.text("key"), header.text("value"))));
    }

    private Optional<String> authorization(Dug auth) {
        String type = auth.text("type");
        Map<String, String> values = new LinkedHashMap<>();
        auth.at(type).items().forEach(each -> values.put(each.text("key"), each.text("value")));
        return switch (type) {
            case "bearer" -> Optional.of("Bearer " + values.getOrDefault("token", ""));
            case "basic" ->
                Optional.of("Basic "
                        + Base64.getEncoder()
                                .encodeToString((values.getOrDefault("username", "") + ":"
                                                + values.getOrDefault("password", ""))
                                        .getBytes(java.nio.charset.StandardCharsets.UTF_8)));
            case "", "noauth" -> Optional.empty();
            default -> {
                notes.add("authorization of the kind '" + type + "' is left out: write its header");
                yield Optional.empty();
            }
        };
    }

    private static Payload payload(Dug body, String type) {
        return switch (body.text("mode")) {
            case "raw" -> {
                boolean json = body.at("options").at("raw").text("language").equals("json");
                yield Payloads.of(json ? "application/json" : type, body.text("raw"));
            }
            case "urlencoded" -> new Payload.Form(pairs(body.at("urlencoded")));
            case "formdata" ->
                new Payload.Parts(
                        pairs(body.at("formdata")),
                        body.at("formdata").items().stream()
                                .filter(part -> part.text("type").equals("file"))
                                .map(part -> part.text("key"))
                                .toList());
            case "graphql" -> graphql(body.at("graphql"));
            default -> new Payload.None();
        };
    }

    private static List<Map.Entry<String, String>> pairs(Dug list) {
        return list.items().stream()
                .filter(each -> !each.text("disabled").equals("true")
                        && !each.text("type").equals("file"))
                .map(each -> Map.entry(each.text("key"), each.text("value")))
                .toList();
    }

    private static Payload graphql(Dug graphql) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("query", graphql.text("query"));
        String variables = graphql.text("variables");
        if (!variables.isBlank() && Payloads.of("application/json", variables) instanceof Payload.Json(Object values)) {
            tree.put("variables", values);
        }
        return new Payload.Json(Values.json(Values.toJson(tree)));
    }

    private static String script(Dug item) {
        StringBuilder script = new StringBuilder();
        for (Dug event : item.at("event").items()) {
            if (event.text("listen").equals("test")) {
                Dug lines = event.at("script").at("exec");
                lines.items()
                        .forEach(line -> script.append(line.string().orElse("")).append('\n'));
                script.append(lines.string().orElse(""));
            }
        }
        return script.toString();
    }

    /** A saved example, or at least the status that its test wants. */
    private static Optional<Answer> answer(Dug item, String script) {
        Matcher status = STATUS.matcher(script);
        Optional<Dug> example = item.at("response").items().stream().findFirst();
        if (example.isEmpty()) {
            return status.find()
                    ? Optional.of(new Answer(Integer.parseInt(status.group(1)), Headers.NONE, "", ""))
                    : Optional.empty();
        }
        Headers headers = headers(example.get().at("header"));
        String code = example.get().text("code");
        return Optional.of(new Answer(
                code.matches("\\d{3}") ? Integer.parseInt(code) : 200,
                headers,
                Payloads.bare(headers.first("content-type").orElse("application/json")),
                example.get().text("body")));
    }

    private Map<String, String> captures(String name, String script) {
        Map<String, String> captures = new LinkedHashMap<>();
        Matcher capture = CAPTURE.matcher(script);
        while (capture.find()) {
            captures.put(capture.group(1), "json" + capture.group(2));
        }
        long sets = Pattern.compile("\\.set\\(").matcher(script).results().count();
        if (sets > captures.size()) {
            notes.add("'" + name + "' sets variables in a script in a way that cannot be read: write their 'capture'");
        }
        return captures;
    }
}
