package dev.outrider.script;

import dev.outrider.expr.Scope;
import dev.outrider.expr.Type;
import dev.outrider.expr.Values;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The names that exist without anybody capturing them, and when. */
final class Vocabulary {
    private static final Type TIMING = Type.struct(
            "timing", Values.PHASES.stream().collect(Collectors.toMap(phase -> phase, phase -> Type.DURATION)));

    private static final Map<String, Type> CERTIFICATE = Map.of(
            "daysLeft", Type.INT,
            "protocol", Type.STRING,
            "cipher", Type.STRING,
            "subject", Type.STRING,
            "issuer", Type.STRING,
            "names", Type.STRINGS,
            "notBefore", Type.TIMESTAMP,
            "notAfter", Type.TIMESTAMP,
            "fingerprint", Type.STRING);

    private static final Type TLS = Type.struct("tls", CERTIFICATE);

    /** An answer by HTTPS only came because its certificate is trusted; a step that asks for the certificate may ask that, too. */
    private static final Type JUDGED_TLS = Type.struct("tls", judged());

    /** What an HTTP answer gives. */
    static final Map<String, Type> ANSWER = new TreeMap<>(Map.ofEntries(
            Map.entry("status", Type.INT),
            Map.entry("headers", Type.STRING_MAP),
            Map.entry("text", Type.STRING),
            Map.entry("body", Type.BYTES),
            Map.entry("json", Type.DYN),
            Map.entry("html", Type.HTML),
            Map.entry("xml", Type.XML),
            Map.entry("url", Type.STRING),
            Map.entry("location", Type.STRING),
            Map.entry("redirects", Type.STRINGS),
            Map.entry("cookies", Type.STRING_MAP),
            Map.entry("tls", TLS),
            Map.entry("timing", TIMING)));

    /** What a step that does not ask by HTTP gives, by what it does. */
    static final Map<String, Map<String, Type>> OTHERS = new TreeMap<>(Map.of(
            "tls",
            Map.of("tls", JUDGED_TLS),
            "dns",
            Map.of(
                    "dns",
                    Type.struct(
                            "dns",
                            Map.of(
                                    "records",
                                    Type.STRINGS,
                                    "code",
                                    Type.STRING,
                                    "ttl",
                                    Type.INT,
                                    "server",
                                    Type.STRING,
                                    "transport",
                                    Type.STRING))),
            "tcp",
            Map.of(
                    "tcp",
                    Type.struct(
                            "tcp",
                            Map.of(
                                    "open", Type.BOOL,
                                    "address", Type.STRING,
                                    "text", Type.STRING,
                                    "bytes", Type.BYTES))),
            "icmp",
            Map.of(
                    "icmp",
                    Type.struct(
                            "icmp",
                            Map.of(
                                    "loss", Type.DOUBLE,
                                    "sent", Type.INT,
                                    "received", Type.INT,
                                    "min", Type.DURATION,
                                    "avg", Type.DURATION,
                                    "max", Type.DURATION))),
            "grpc",
            Map.of(
                    "grpc",
                    Type.struct("grpc", Map.of("status", Type.STRING, "code", Type.INT, "message", Type.STRING))),
            "ws",
            Map.of(
                    "ws",
                    Type.struct(
                            "ws",
                            Map.of(
                                    "messages", Type.STRINGS,
                                    "protocol", Type.STRING,
                                    "code", Type.INT,
                                    "reason", Type.STRING))),
            "browser",
            Map.of(
                    "page",
                    Type.PAGE,
                    "vitals",
                    Type.struct(
                            "vitals",
                            Map.of(
                                    "lcp", Type.DURATION,
                                    "fcp", Type.DURATION,
                                    "inp", Type.DURATION,
                                    "ttfb", Type.DURATION,
                                    "cls", Type.DOUBLE)))));

    private static final Map<String, String> ELSEWHERE = Map.of(
            "request", "'request' only exists in 'sign'",
            "outputs", "'outputs' only exists in the 'capture' of a step that 'uses' a fragment",
            "inputs", "'inputs' only exist in a fragment",
            "data", "this script has no 'data'");

    private Vocabulary() {}

    private static Map<String, Type> judged() {
        Map<String, Type> fields = new TreeMap<>(CERTIFICATE);
        fields.put("trusted", Type.BOOL);
        return fields;
    }

    /** Before a request: what every step can read. */
    static Scope beforeRequest(Wanted environments) {
        Scope scope = Scope.EMPTY
                .with("now", Type.TIMESTAMP)
                .with("region", Type.STRING)
                .with("runId", Type.STRING);
        for (String name : ANSWER.keySet()) {
            scope = scope.without(
                    name,
                    new Scope.Absence(
                            "'" + name + "' only exists after the request",
                            "use it in expect, warn, capture or poll",
                            ""));
        }
        for (Map.Entry<String, Map<String, Type>> other : OTHERS.entrySet()) {
            for (String name : other.getValue().keySet().stream()
                    .filter(each -> !ANSWER.containsKey(each))
                    .toList()) {
                scope = scope.without(
                        name,
                        new Scope.Absence(
                                "'" + name + "' only exists after an action '" + other.getKey() + "'", "", ""));
            }
        }
        for (Map.Entry<String, String> name : ELSEWHERE.entrySet()) {
            scope = scope.without(name.getKey(), new Scope.Absence(name.getValue(), "", ""));
        }
        if (!environments.complete()) {
            return scope.with("env", Type.DYN).with("secrets", Type.DYN);
        }
        return environments.all().isEmpty() ? withoutEnvironment(scope) : withEnvironments(scope, environments);
    }

    private static Scope withoutEnvironment(Scope scope) {
        String hint = "add a file environments/NAME.yaml with 'environment: NAME' and 'vars:'";
        return scope.without("env", new Scope.Absence("there is no environment to read 'env' from", "", hint))
                .without("secrets", new Scope.Absence("there is no environment to read 'secrets' from", "", hint));
    }

    private static Scope withEnvironments(Scope scope, Wanted environments) {
        Map<String, Type> vars = new LinkedHashMap<>();
        Map<String, Type> secrets = new LinkedHashMap<>();
        for (Environment environment : environments.all()) {
            environment.vars().forEach((name, value) -> vars.merge(name, type(value), Vocabulary::common));
            environment.secrets().keySet().forEach(name -> secrets.put(name, Type.STRING));
            environment.regions().values().forEach(region -> {
                region.vars().forEach((name, value) -> vars.merge(name, type(value), Vocabulary::common));
                region.secrets().keySet().forEach(name -> secrets.put(name, Type.STRING));
            });
        }
        String files = String.join(" and ", environments.byPath().keySet());
        return scope.with("env", Type.struct("env", vars))
                .with("secrets", Type.struct("secrets", secrets))
                .home("env", new Scope.Home(files, "vars: { %1$s: \"...\" }"))
                .home("secrets", new Scope.Home(files, "secrets: { %1$s: \"env:%2$s\" }"));
    }

    static Type type(Object value) {
        return switch (value) {
            case Boolean truth -> Type.BOOL;
            case Long number -> Type.INT;
            case Double number -> Type.DOUBLE;
            case String text -> Type.STRING;
            default -> Type.DYN;
        };
    }

    static Type common(Type one, Type other) {
        return one.equals(other) ? one : Type.DYN;
    }

    /** After a request: all of before, and what the answer gives. */
    static Scope afterRequest(Scope before) {
        return before.with(ANSWER);
    }

    /** After an action that is no request: what it gives, and nothing that an answer of HTTP has. */
    static Scope after(String kind, Scope before) {
        Map<String, Type> own = new TreeMap<>(OTHERS.getOrDefault(kind, Map.of()));
        own.put("timing", TIMING);
        Scope scope = before;
        for (String name : ANSWER.keySet()) {
            if (!own.containsKey(name)) {
                scope = scope.without(
                        name,
                        new Scope.Absence(
                                "'" + name + "' is of HTTP, and this step does '" + kind + "'",
                                "",
                                "it has: " + String.join(", ", own.keySet())));
            }
        }
        return scope.with(own);
    }
}
