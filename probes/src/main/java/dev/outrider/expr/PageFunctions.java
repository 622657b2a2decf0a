package dev.outrider.expr;

import static dev.cel.common.types.SimpleType.DYN;
import static dev.cel.common.types.SimpleType.INT;
import static dev.cel.common.types.SimpleType.STRING;
import static dev.outrider.expr.Function.member;
import static dev.outrider.expr.TextFunctions.text;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What can be read from a page, and from a URL. */
final class PageFunctions {
    private static final CelType HTML = Type.HTML.cel();
    private static final CelType PAGE = Type.PAGE.cel();

    static final List<Function> ALL = List.of(
            member(
                    "text",
                    STRING,
                    List.of(HTML, STRING),
                    a -> page(a).text(text(a, 1)),
                    "the visible text of the first element that a CSS selector matches; of a script what is in it"),
            member(
                    "attr",
                    STRING,
                    List.of(HTML, STRING, STRING),
                    a -> page(a).attr(text(a, 1), text(a, 2)),
                    "an attribute of the first element; a link is resolved against the page"),
            member(
                    "count",
                    INT,
                    List.of(HTML, STRING),
                    a -> page(a).count(text(a, 1)),
                    "how many elements a CSS selector matches"),
            member(
                    "form",
                    MapType.create(STRING, DYN),
                    List.of(HTML, STRING),
                    a -> form(page(a), text(a, 1)),
                    "action, method and fields of the form that a CSS selector matches"),
            member(
                    "text",
                    STRING,
                    List.of(PAGE, STRING),
                    a -> page(a).text(text(a, 1)),
                    "the same of a page in a browser"),
            member(
                    "attr",
                    STRING,
                    List.of(PAGE, STRING, STRING),
                    a -> page(a).attr(text(a, 1), text(a, 2)),
                    "the same of a page in a browser"),
            member(
                    "count",
                    INT,
                    List.of(PAGE, STRING),
                    a -> page(a).count(text(a, 1)),
                    "the same of a page in a browser"),
            Function.global(
                    "url",
                    MapType.create(STRING, DYN),
                    List.of(STRING),
                    a -> url(text(a, 0)),
                    "scheme, host, port, path, query and fragment of a URL"),
            member(
                    "find",
                    ListType.create(DYN),
                    List.of(DYN, STRING),
                    a -> new JsonList(found(a[0], text(a, 1))),
                    "of JSON, every value that has this name, however deep, in its order"),
            Function.global("json.encode", STRING, List.of(DYN), a -> encode(a[0]), "a value as JSON text"),
            Function.global("json.decode", DYN, List.of(STRING), a -> decode(text(a, 0)), "the value of a JSON text"));

    private PageFunctions() {}

    private static Page page(Object[] arguments) {
        return arguments[0] instanceof Shot shot ? shot.page() : (Page) arguments[0];
    }

    private static JsonObject form(Page page, String css) {
        try {
            WebForm form = page.form(css);
            Map<String, List<Object>> fields = new LinkedHashMap<>();
            for (WebForm.Entry entry : form.entries()) {
                fields.computeIfAbsent(entry.name(), name -> new ArrayList<>()).add(entry.value());
            }
            Map<String, Object> values = new LinkedHashMap<>();
            fields.forEach((name, all) -> values.put(name, all.size() == 1 ? all.getFirst() : new JsonList(all)));
            return new JsonObject(
                    Map.of("action", form.action(), "method", form.method(), "fields", new JsonObject(values)));
        } catch (Names.NotAvailable none) {
            throw new Unfit(String.valueOf(none.getMessage()));
        }
    }

    /** Those within a value come before what follows it. */
    private static List<Object> found(Object json, String name) {
        if (!(json instanceof Map<?, ?>) && !(json instanceof List<?>)) {
            throw new Unfit("only an object or a list of JSON is searched, and this is " + Shown.value(json));
        }
        List<Object> found = new ArrayList<>();
        collect(json, name, found);
        return found;
    }

    private static void collect(Object value, String name, List<Object> found) {
        switch (value) {
            case Map<?, ?> members -> {
                Work.reads(members.size());
                members.forEach((key, member) -> {
                    if (key.equals(name)) {
                        Work.makes(1);
                        found.add(member);
                    }
                    collect(member, name, found);
                });
            }
            case List<?> items -> items.forEach(item -> collect(item, name, found));
            default -> {}
        }
    }

    private static String encode(Object value) {
        String text = Json.write(value);
        Work.makes(text.length());
        return text;
    }

    private static Object decode(String text) {
        Work.makes(text.length());
        try {
            return Json.read(text);
        } catch (Names.NotAvailable wrong) {
            throw new Unfit(Shown.text(text, 40) + " is not JSON");
        }
    }

    private static JsonObject url(String text) {
        Work.makes(text.length());
        try {
            URI uri = new URI(text);
            Map<String, Object> parts = new LinkedHashMap<>();
            parts.put("scheme", or(uri.getScheme()));
            parts.put("host", or(uri.getHost()));
            parts.put("port", port(uri));
            parts.put("path", or(uri.getPath()));
            parts.put("query", query(or(uri.getRawQuery())));
            parts.put("fragment", or(uri.getFragment()));
            return new JsonObject(parts);
        } catch (URISyntaxException wrong) {
            throw new Unfit(Shown.text(text, 80) + " is not a URL");
        }
    }

    private static long port(URI uri) {
        int standard = "https".equals(uri.getScheme()) ? 443 : "http".equals(uri.getScheme()) ? 80 : -1;
        return uri.getPort() < 0 ? standard : uri.getPort();
    }

    private static String or(@org.jspecify.annotations.Nullable String part) {
        return Optional.ofNullable(part).orElse("");
    }

    private static JsonObject query(String raw) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        for (String pair : raw.isEmpty() ? new String[0] : raw.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            parameters.put(decoded(name), equals < 0 ? "" : decoded(pair.substring(equals + 1)));
        }
        return new JsonObject(parameters);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return text;
        }
    }
}
