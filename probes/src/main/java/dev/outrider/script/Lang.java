package dev.outrider.script;

import static dev.outrider.script.Key.Form.ANY;
import static dev.outrider.script.Key.Form.BUDGET;
import static dev.outrider.script.Key.Form.CONDITION;
import static dev.outrider.script.Key.Form.CONDITIONS;
import static dev.outrider.script.Key.Form.COUNT;
import static dev.outrider.script.Key.Form.COUNT_OR_OBJECT;
import static dev.outrider.script.Key.Form.DURATION;
import static dev.outrider.script.Key.Form.EXPRESSIONS;
import static dev.outrider.script.Key.Form.LOOP;
import static dev.outrider.script.Key.Form.NAMED;
import static dev.outrider.script.Key.Form.OBJECT;
import static dev.outrider.script.Key.Form.OBJECTS;
import static dev.outrider.script.Key.Form.PARTS;
import static dev.outrider.script.Key.Form.PERCENT;
import static dev.outrider.script.Key.Form.QUORUM;
import static dev.outrider.script.Key.Form.SCHEDULE;
import static dev.outrider.script.Key.Form.SECRETS;
import static dev.outrider.script.Key.Form.SIGNATURE;
import static dev.outrider.script.Key.Form.SLUG;
import static dev.outrider.script.Key.Form.SLUGS;
import static dev.outrider.script.Key.Form.TABLES;
import static dev.outrider.script.Key.Form.TEMPLATE;
import static dev.outrider.script.Key.Form.TEMPLATES;
import static dev.outrider.script.Key.Form.TEXT;
import static dev.outrider.script.Key.Form.TRUTH;
import static dev.outrider.script.Key.Form.URL;
import static dev.outrider.script.Key.Form.VALUES;
import static dev.outrider.script.Key.Form.WORDS;

import dev.outrider.script.Key.Form;
import dev.outrider.script.Key.Shape;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Every key of the language, said once: the reader, its messages and the schema for editors all come from here. */
final class Lang {
    static final List<String> VERBS = List.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS");

    /** What a step can do; it does exactly one. */
    static final List<String> ACTIONS =
            concat(VERBS, List.of("submit", "tls", "dns", "tcp", "icmp", "grpc", "ws", "browser", "uses", "forEach"));

    /** The words that begin a file and say what it is. */
    static final List<String> KINDS = List.of("journey", "checks", "fragment", "environment");

    private static final List<Key> STEP = concat(
            List.of(
                    key("name", TEXT, "what the customer does; shown everywhere"),
                    key("service", TEXT, "who answers for this step"),
                    key("if", CONDITION, "skip the step when false"),
                    key("let", EXPRESSIONS, "values computed before the request, in order")),
            VERBS.stream()
                    .map(verb -> key(verb, URL, verb + " this URL; a path is relative to the journey's base"))
                    .toList(),
            List.of(
                    key(
                            "submit",
                            TEMPLATE,
                            "submit the form of the last page that a CSS selector matches, as a browser would"),
                    key("tls", TEXT, "TLS handshake and certificate").later(),
                    key("dns", ANY, "resolve a name").later(),
                    key("tcp", TEXT, "connect").later(),
                    key("icmp", TEXT, "ping").later(),
                    key("grpc", ANY, "gRPC health check").later(),
                    key("ws", ANY, "WebSocket exchange").later(),
                    key("browser", ANY, "actions in a real browser").later(),
                    key("uses", TEXT, "run a fragment"),
                    key("with", PARTS, "part", "the fragment's inputs; what a customer enters into the form"),
                    key("keep", DURATION, "log in once for so long").later(),
                    key("forEach", LOOP, "run the nested steps once per row"),
                    key("steps", OBJECTS, "step", "nested steps of a forEach"),
                    key("headers", TEMPLATES, "request headers"),
                    key("query", TEMPLATES, "query parameters, encoded for you"),
                    key("json", ANY, "JSON body; a value that is exactly one ${...} keeps its type"),
                    key("form", TEMPLATES, "form body"),
                    key("body", TEMPLATE, "raw text body"),
                    key("graphql", OBJECT, "graphql", "GraphQL body"),
                    key("multipart", PARTS, "part", "body of parts: texts, and files from beside the script"),
                    key("sign", SIGNATURE, "headers computed from the finished request, which is 'request' here"),
                    key("redirects", COUNT_OR_OBJECT, "redirects", "how many redirects to follow, default 10"),
                    key("timeout", DURATION, "per attempt; slower fails (default 10s)"),
                    key("slow", DURATION, "slower is degraded"),
                    key("retry", COUNT, "extra attempts on failure; a rescued step is degraded"),
                    key("poll", OBJECT, "poll", "repeat until a condition holds"),
                    key("expect", CONDITIONS, "must be true, else fail"),
                    key("warn", CONDITIONS, "should be true, else degraded"),
                    key("capture", EXPRESSIONS, "values kept for later steps")));

    private static final List<Key> HEADER = List.of(
            key("$schema", TEXT, "for editors"),
            key("title", TEXT, "what a customer does, in one line"),
            key("owner", SLUG, "team that is paged").must(),
            key("runbook", TEXT, "what to do when it fails"),
            key("service", TEXT, "who answers for its steps"),
            key("tags", WORDS, "free labels"),
            key("schedule", SCHEDULE, "how often").must(),
            key("environments", SLUGS, "where it is watched, default every environment that is served"),
            key("regions", SLUGS, "where it runs, default every region"),
            key("quorum", QUORUM, "regions that must agree before it is down for the world; default a majority"),
            key("during", TEXT, "weekly hours, for example Mon-Fri 08:00-20:00 Europe/Berlin")
                    .later(),
            key("confirm", ANY, "when a first failure is asked again").later(),
            key("timeout", DURATION, "the main part of a run; default half the interval, at most 60s"),
            key("slow", DURATION, "a whole run slower than this is degraded"),
            key("limits", OBJECT, "limits", "other limits of a run"),
            key("slo", OBJECT, "slo", "objective"),
            key("mutates", TRUTH, "changes things: must clean up"),
            key("exclusive", TEXT, "a lock shared with other journeys").later(),
            key("budget", BUDGET, "runs, all regions together"),
            key("base", URL, "paths are relative to this"),
            key("headers", TEMPLATES, "sent with every request"),
            key("let", EXPRESSIONS, "values computed once per run"),
            key("data", TABLES, "tables for forEach: rows, or the path of a CSV file"),
            key("redact", WORDS, "names to hide in evidence, besides secrets"),
            key("reveal", WORDS, "names that may be shown in evidence").later(),
            key("trace", WORDS, "hosts that get the trace headers").later());

    private static final Map<String, Shape> SHAPES = byName(List.of(
            new Shape(
                    "journey",
                    "a journey",
                    concat(
                            List.of(key("journey", SLUG, "its id: one customer, steps in order, one verdict")
                                    .must()),
                            HEADER,
                            List.of(
                                    key("steps", OBJECTS, "step", "in order; the first that fails ends the run")
                                            .must(),
                                    key("finally", OBJECTS, "step", "always runs; never changes the verdict")))),
            new Shape(
                    "checks",
                    "a file of checks",
                    concat(
                            List.of(key("checks", SLUG, "its id: each step is a check of its own, with its own verdict")
                                    .must()),
                            HEADER,
                            List.of(key("steps", OBJECTS, "step", "independent of each other")
                                    .must()))),
            new Shape(
                    "fragment",
                    "a fragment",
                    List.of(
                            key("$schema", TEXT, "for editors"),
                            key("fragment", SLUG, "its id").must(),
                            key("inputs", VALUES, "name: string, number, bool, secret or any"),
                            key("steps", OBJECTS, "step", "run in the caller's customer session")
                                    .must(),
                            key("outputs", EXPRESSIONS, "what the caller may capture as outputs.<name>"))),
            new Shape(
                    "environment",
                    "an environment",
                    List.of(
                            key("$schema", TEXT, "for editors"),
                            key("environment", SLUG, "its id").must(),
                            key("vars", VALUES, "read as env.<name>"),
                            key("secrets", SECRETS, "read as secrets.<name>"),
                            key("regions", NAMED, "region", "vars and secrets that differ in a region"))),
            new Shape(
                    "region",
                    "a region",
                    List.of(
                            key("vars", VALUES, "values of this region"),
                            key("secrets", SECRETS, "references of this region"))),
            new Shape("step", "a step", STEP),
            new Shape(
                    "poll",
                    "poll",
                    List.of(
                            key("until", CONDITION, "stop when this is true; a missing field counts as 'not yet'")
                                    .must(),
                            key("every", DURATION, "pause between attempts").must(),
                            key("for", DURATION, "give up, and fail the step, after this long")
                                    .must())),
            new Shape(
                    "part",
                    "a part",
                    List.of(
                            key("file", TEXT, "path of a file beside the script, at most 5 MiB"),
                            key("text", TEMPLATE, "a text"),
                            key("type", TEXT, "its content type; of a file by default what its name tells"),
                            key("name", TEXT, "the file's name as the target is told; default its own"))),
            new Shape(
                    "redirects",
                    "redirects",
                    List.of(
                            key("max", COUNT, "how many are followed, default 10"),
                            key(
                                            "until",
                                            CONDITION,
                                            "stop before the redirect for which this is true; it leads to 'location'")
                                    .must())),
            new Shape(
                    "graphql",
                    "graphql",
                    List.of(
                            key("query", TEMPLATE, "the GraphQL document").must(),
                            key("variables", ANY, "its variables"),
                            key("operation", TEMPLATE, "operationName"),
                            key("extensions", ANY, "its extensions"),
                            key("allowErrors", TRUTH, "do not fail when the answer has errors"))),
            new Shape(
                    "limits",
                    "limits",
                    List.of(
                            key(
                                    "finally",
                                    DURATION,
                                    "time for the clean-up; default a quarter of the interval, at most 30s"),
                            key("body", TEXT, "how much of a body is kept").later())),
            new Shape(
                    "slo",
                    "slo",
                    List.of(
                            key("availability", PERCENT, "the availability aimed at")
                                    .must(),
                            key("fast", PERCENT, "share of runs that are not slow"),
                            key("window", DURATION, "rolling window, default 30d")))));

    private Lang() {}

    static Shape shape(String name) {
        Shape shape = SHAPES.get(name);
        if (shape == null) {
            throw new IllegalArgumentException("no shape " + name);
        }
        return shape;
    }

    static Collection<Shape> shapes() {
        return SHAPES.values();
    }

    private static Key key(String name, Form form, String doc) {
        return key(name, form, "", doc);
    }

    private static Key key(String name, Form form, String shape, String doc) {
        return new Key(name, form, shape, false, true, doc);
    }

    private static Map<String, Shape> byName(List<Shape> shapes) {
        Map<String, Shape> byName = new LinkedHashMap<>();
        shapes.forEach(shape -> byName.put(shape.name(), shape));
        return byName;
    }

    private static <T> List<T> concat(List<T> first, List<T> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    private static <T> List<T> concat(List<T> first, List<T> second, List<T> third) {
        return concat(concat(first, second), third);
    }
}
