package dev.outrider.script;

import dev.outrider.expr.Scope;
import dev.outrider.expr.Type;
import dev.outrider.expr.Values;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The names that exist without anybody capturing them, and when. */
final class Vocabulary {
    private static final Type TIMING = Type.struct(
            "timing", Values.PHASES.stream().collect(Collectors.toMap(phase -> phase, phase -> Type.DURATION)));

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
            Map.entry("timing", TIMING)));

    /** Names of the language that no capture and no value may take. */
    static final Set<String> TAKEN = Set.of(
            "status",
            "headers",
            "text",
            "body",
            "json",
            "html",
            "xml",
            "url",
            "location",
            "redirects",
            "cookies",
            "timing",
            "tls",
            "dns",
            "icmp",
            "tcp",
            "grpc",
            "ws",
            "page",
            "vitals",
            "outputs",
            "inputs",
            "env",
            "secrets",
            "data",
            "now",
            "region",
            "runId",
            "true",
            "false",
            "null",
            "in");

    private static final List<String> LATER = List.of("tls", "dns", "icmp", "tcp", "grpc", "ws", "page", "vitals");

    private static final Map<String, String> ELSEWHERE = Map.of(
            "request", "'request' only exists in 'sign'",
            "outputs", "'outputs' only exists in the 'capture' of a step that 'uses' a fragment",
            "inputs", "'inputs' only exist in a fragment",
            "data", "this script has no 'data'");

    private Vocabulary() {}

    /** Before a request: what every step can read. */
    static Scope beforeRequest(Collection<Environment> environments) {
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
        for (String name : LATER) {
            scope = scope.without(
                    name, new Scope.Absence("'" + name + "' is not supported yet by this version", "", ""));
        }
        for (Map.Entry<String, String> name : ELSEWHERE.entrySet()) {
            scope = scope.without(name.getKey(), new Scope.Absence(name.getValue(), "", ""));
        }
        return environments.isEmpty() ? withoutEnvironment(scope) : withEnvironments(scope, environments);
    }

    private static Scope withoutEnvironment(Scope scope) {
        String hint = "add a file environments/NAME.yaml with 'environment: NAME' and 'vars:'";
        return scope.without("env", new Scope.Absence("there is no environment to read 'env' from", "", hint))
                .without("secrets", new Scope.Absence("there is no environment to read 'secrets' from", "", hint));
    }

    private static Scope withEnvironments(Scope scope, Collection<Environment> environments) {
        Map<String, Type> vars = new LinkedHashMap<>();
        Map<String, Type> secrets = new LinkedHashMap<>();
        for (Environment environment : environments) {
            environment.vars().forEach((name, value) -> vars.merge(name, type(value), Vocabulary::common));
            environment.secrets().keySet().forEach(name -> secrets.put(name, Type.STRING));
            environment.regions().values().forEach(region -> {
                region.vars().forEach((name, value) -> vars.merge(name, type(value), Vocabulary::common));
                region.secrets().keySet().forEach(name -> secrets.put(name, Type.STRING));
            });
        }
        return scope.with("env", Type.struct("env", vars)).with("secrets", Type.struct("secrets", secrets));
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
}
