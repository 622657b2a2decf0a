package dev.outrider.script;

import static dev.outrider.script.Key.Form.ANY;
import static dev.outrider.script.Key.Form.BUDGET;
import static dev.outrider.script.Key.Form.CONDITION;
import static dev.outrider.script.Key.Form.CONDITIONS;
import static dev.outrider.script.Key.Form.COUNT;
import static dev.outrider.script.Key.Form.COUNT_OR_OBJECT;
import static dev.outrider.script.Key.Form.DOCUMENT;
import static dev.outrider.script.Key.Form.DURATION;
import static dev.outrider.script.Key.Form.EXPRESSIONS;
import static dev.outrider.script.Key.Form.HOURS;
import static dev.outrider.script.Key.Form.LOOP;
import static dev.outrider.script.Key.Form.NAMED;
import static dev.outrider.script.Key.Form.OBJECT;
import static dev.outrider.script.Key.Form.OBJECTS;
import static dev.outrider.script.Key.Form.OFF_OR_OBJECT;
import static dev.outrider.script.Key.Form.PARTS;
import static dev.outrider.script.Key.Form.PERCENT;
import static dev.outrider.script.Key.Form.QUORUM;
import static dev.outrider.script.Key.Form.RECORD;
import static dev.outrider.script.Key.Form.SCHEDULE;
import static dev.outrider.script.Key.Form.SECRETS;
import static dev.outrider.script.Key.Form.SIGNATURE;
import static dev.outrider.script.Key.Form.SIZE;
import static dev.outrider.script.Key.Form.SLUG;
import static dev.outrider.script.Key.Form.SLUGS;
import static dev.outrider.script.Key.Form.STARTTLS;
import static dev.outrider.script.Key.Form.TABLES;
import static dev.outrider.script.Key.Form.TEMPLATE;
import static dev.outrider.script.Key.Form.TEMPLATES;
import static dev.outrider.script.Key.Form.TEXT;
import static dev.outrider.script.Key.Form.TEXT_OR_OBJECT;
import static dev.outrider.script.Key.Form.TRANSPORT;
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
                    key("tls", TEXT_OR_OBJECT, "tls", "TLS handshake with host:port, and its certificate"),
                    key("dns", TEXT_OR_OBJECT, "dns", "resolve a name"),
                    key("tcp", TEXT_OR_OBJECT, "tcp", "connect to host:port"),
                    key("icmp", TEXT_OR_OBJECT, "icmp", "ping a host"),
                    key("grpc", TEXT_OR_OBJECT, "grpc", "gRPC health check of host:port"),
                    key("ws", TEXT_OR_OBJECT, "ws", "WebSocket exchange"),
                    key("browser", OBJECTS, "act", "what a customer does in a real browser, in order"),
                    key("uses", TEXT, "run a fragment"),
                    key("with", PARTS, "part", "the fragment's inputs; what a customer enters into the form"),
                    key(
                            "keep",
                            DURATION,
                            "go on with what the fragment began for so long, instead of beginning it in each run"),
                    key("forEach", LOOP, "run the nested steps once per row"),
                    key("steps", OBJECTS, "step", "the steps of a forEach, or those that a poll repeats"),
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

    private static final List<Key> ACT = List.of(
            key("goto", URL, "open this page"),
            key(
                    "click",
                    TEMPLATE,
                    "click this: role=button[name=\"Pay\"], text=…, label=…, testid=… or a CSS selector"),
            key("fill", TEMPLATES, "what is entered, by target"),
            key("select", TEMPLATES, "what is chosen, by target"),
            key("check", TEMPLATE, "tick this"),
            key("uncheck", TEMPLATE, "untick this"),
            key("hover", TEMPLATE, "point at this"),
            key("press", TEMPLATE, "press a key: Enter"),
            key("upload", PARTS, "part", "what is uploaded, by target: a file beside the script"),
            key("see", TEMPLATE, "wait until this is visible"),
            key("gone", TEMPLATE, "wait until this is not visible any more, or see that it is not there"),
            key("wait", OBJECT, "wait", "wait for a URL or for an answer"),
            key("in", TEMPLATE, "the frame in which 'do' is done"),
            key("maybe", TEMPLATE, "what may come, for example a banner: then 'do' is done, or it is clicked"),
            key("popup", TEMPLATE, "click this, and do 'do' in the window that pops up"),
            key("do", OBJECTS, "act", "acts within"),
            key("block", WORDS, "hosts that are not asked"),
            key("capture", EXPRESSIONS, "values kept for later steps"));

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
            key("during", HOURS, "weekly hours in which it is watched, default always"),
            key("confirm", OFF_OR_OBJECT, "confirm", "when a first failure is asked again; off: never"),
            key("timeout", DURATION, "the main part of a run; default half the interval, at most 60s"),
            key("slow", DURATION, "a whole run slower than this is degraded"),
            key("limits", OBJECT, "limits", "other limits of a run"),
            key("slo", OBJECT, "slo", "objective"),
            key("mutates", TRUTH, "changes things: must clean up"),
            key("exclusive", SLUG, "a lock shared with other journeys that change things"),
            key("budget", BUDGET, "runs, all regions together"),
            key("base", URL, "paths are relative to this"),
            key("headers", TEMPLATES, "sent with every request"),
            key("let", EXPRESSIONS, "values computed once per run"),
            key("data", TABLES, "tables for forEach: rows, or the path of a CSV file"),
            key("redact", WORDS, "names to hide in evidence, besides secrets"),
            key("reveal", WORDS, "headers whose values may be shown in evidence"),
            key("trace", WORDS, "hosts that get the trace headers, beside the base"));

    private static final Key IP =
            key("ip", COUNT, "4 or 6; by default IPv4, and IPv6 where a name has no IPv4 address");
    private static final Key PROXY = key("proxy", OBJECT, "proxy", "by which targets are asked by HTTP");
    private static final Key HOSTS = key(
            "hosts",
            NAMED,
            "host",
            "what is particular to a host, host:port or '*.domain': the closest entry alone counts");

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
                            key("regions", NAMED, "region", "what differs in a region"),
                            IP,
                            PROXY,
                            HOSTS)),
            new Shape(
                    "region",
                    "a region",
                    List.of(
                            key("vars", VALUES, "values of this region"),
                            key("secrets", SECRETS, "references of this region"),
                            IP,
                            PROXY,
                            HOSTS)),
            new Shape(
                    "proxy",
                    "a proxy",
                    List.of(
                            key("address", TEXT, "host:port of a proxy that speaks HTTP")
                                    .must(),
                            key("user", TEXT, "whom it knows"),
                            key("password", TEXT, "a reference: env:NAME or file:name"))),
            new Shape(
                    "host",
                    "a host",
                    List.of(
                            key(
                                    "resolve",
                                    WORDS,
                                    "its addresses, whatever name servers say; it is then reached without the proxy"),
                            key("ip", COUNT, "4 or 6"),
                            key("direct", TRUTH, "reached without the proxy"),
                            key("name", TEXT, "what it is asked for and must prove in TLS, when it is not the host"),
                            key(
                                    "ca",
                                    TEXT,
                                    "certificates to trust there beside the agent's: env:NAME or file:name of a PEM text"),
                            key("certificate", TEXT, "by which we show ourselves: env:NAME or file:name of a PEM text"),
                            key("key", TEXT, "of that certificate, unencrypted PKCS#8: env:NAME or file:name"))),
            new Shape("step", "a step", STEP),
            new Shape(
                    "tls",
                    "tls",
                    List.of(
                            key("address", TEMPLATE, "host:port").must(),
                            key("name", TEMPLATE, "the server's name, when it is not the host"),
                            key("starttls", STARTTLS, "the protocol in which TLS is asked for first"))),
            new Shape(
                    "dns",
                    "dns",
                    List.of(
                            key("name", TEMPLATE, "what is resolved").must(),
                            key("type", RECORD, "kind of record, default A"),
                            key(
                                    "server",
                                    TEMPLATE,
                                    "who is asked, default the system's name servers; files such as /etc/hosts are not read"),
                            key("transport", TRANSPORT, "default udp, and tcp where an answer does not fit"))),
            new Shape(
                    "tcp",
                    "tcp",
                    List.of(
                            key("address", TEMPLATE, "host:port").must(),
                            key("send", TEMPLATE, "a text that is sent, after which an answer is read"),
                            key("talk", OBJECTS, "turn", "a conversation, turn by turn"),
                            key("tls", TRUTH, "by TLS, its certificate verified"),
                            key("starttls", STARTTLS, "by TLS, which is asked for in this protocol first"),
                            key("name", TEMPLATE, "the server's name in its certificate, when it is not the host"))),
            new Shape(
                    "icmp",
                    "icmp",
                    List.of(
                            key("host", TEMPLATE, "who is pinged").must(),
                            key("count", COUNT, "how many times, default 5, at most 1000"),
                            key("interval", DURATION, "from one to the next, default 200ms"))),
            new Shape(
                    "grpc",
                    "grpc",
                    List.of(
                            key("address", TEMPLATE, "host:port").must(),
                            key("service", TEMPLATE, "whose health is asked, default the whole server's"),
                            key("plain", TRUTH, "without TLS: HTTP/2 by prior knowledge"),
                            key("headers", TEMPLATES, "metadata of the call"))),
            new Shape(
                    "ws",
                    "ws",
                    List.of(
                            key("url", TEMPLATE, "begins with wss:// or ws://").must(),
                            key("headers", TEMPLATES, "of the request that opens it"),
                            key("protocol", WORDS, "subprotocols that are offered, the best first"),
                            key("send", WORDS, "messages that are sent, in order"),
                            key(
                                    "receive",
                                    COUNT,
                                    "how many messages are waited for, default 1 where something is sent or ws.messages is read"),
                            key("talk", OBJECTS, "turn", "a conversation, turn by turn"))),
            new Shape(
                    "turn",
                    "a turn of a conversation",
                    List.of(
                            key("send", TEMPLATE, "a text; it may be made of what came before"),
                            key("bytes", TEMPLATE, "bytes in hex: 16 03 01"),
                            key(
                                    "hear",
                                    TEMPLATE,
                                    "wait for this text, in what came after the last that was waited for"),
                            key("until", CONDITION, "wait for more until this is true"))),
            new Shape("act", "an act in a browser", ACT),
            new Shape(
                    "wait",
                    "wait",
                    List.of(
                            key("url", TEMPLATE, "a part of the page's URL"),
                            key("response", TEMPLATE, "a part of the URL of an answer that the page waits for"))),
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
                    "document",
                    "a document",
                    List.of(key("file", TEXT, "path of a file beside the script; it stands as it is")
                            .must())),
            new Shape(
                    "graphql",
                    "graphql",
                    List.of(
                            key("query", DOCUMENT, "document", "the GraphQL document, or 'file', which holds it")
                                    .must(),
                            key("variables", ANY, "its variables"),
                            key("operation", TEMPLATE, "operationName"),
                            key("extensions", ANY, "its extensions"),
                            key("allowErrors", TRUTH, "do not fail when the answer has errors"))),
            new Shape(
                    "confirm",
                    "confirm",
                    List.of(key("after", DURATION, "how long after the failure").must())),
            new Shape(
                    "limits",
                    "limits",
                    List.of(
                            key(
                                    "finally",
                                    DURATION,
                                    "time for the clean-up; default a quarter of the interval, at most 30s"),
                            key("body", SIZE, "how much of an answer's body is kept, default 5MiB, at most 64MiB"))),
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
        return new Key(name, form, shape, false, doc);
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
