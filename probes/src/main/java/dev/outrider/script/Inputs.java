package dev.outrider.script;

import dev.outrider.expr.Scope;
import dev.outrider.expr.Template;
import dev.outrider.expr.Type;
import dev.outrider.script.Phrases.Use;
import dev.outrider.source.Similar;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a fragment asks of its caller: a type by name. */
record Inputs(Map<String, String> types) {
    private static final Map<String, Type> TYPES = Map.of(
            "string", Type.STRING, "secret", Type.STRING, "number", Type.DYN, "bool", Type.BOOL, "any", Type.DYN);

    static Inputs declared(Fields fragment, Problems problems) {
        Map<String, String> types = new LinkedHashMap<>();
        for (Node.Entry entry : fragment.members("inputs")) {
            String type = ((Node.Scalar) entry.value()).text();
            if (!TYPES.containsKey(type)) {
                problems.error(
                        entry.value().place(),
                        "'" + type + "' is not a type of input",
                        Similar.to(type, TYPES.keySet())
                                .map(near -> "did you mean '" + near + "'?")
                                .orElse(""),
                        "there are: string, number, bool, secret, any");
            }
            types.put(entry.key().text(), type);
        }
        return new Inputs(types);
    }

    /** What a caller gives: nothing missing, nothing unknown, secrets only where one is asked for. */
    Map<String, Template> given(Fields use, Setting setting, Scope known, Problems problems) {
        Map<String, Template> given = new LinkedHashMap<>();
        for (Node.Entry entry : use.members("with")) {
            String name = entry.key().text();
            if (!types.containsKey(name)) {
                problems.error(
                        entry.key().place(),
                        "this fragment has no input '" + name + "'",
                        Similar.to(name, types.keySet())
                                .map(near -> "did you mean '" + near + "'?")
                                .orElse(""),
                        "it has: " + String.join(", ", types.keySet()));
                continue;
            }
            if (!(entry.value() instanceof Node.Scalar)) {
                problems.error(entry.value().place(), "an input is one value");
                continue;
            }
            setting.phrases()
                    .template((Node.Scalar) entry.value(), setting.ledger().early(known), Use.VALUE)
                    .filter(template -> isRight(entry, template, setting, problems))
                    .ifPresent(template -> given.put(name, template));
        }
        for (String name : types.keySet()) {
            if (use.members("with").stream()
                    .noneMatch(entry -> means(entry.key().text(), name))) {
                problems.error(use.place("uses"), "this fragment needs '" + name + "'", "add it to 'with'");
            }
        }
        return given;
    }

    /** Whether it is this input, perhaps misspelt: one mistake, one message. */
    private boolean means(String given, String name) {
        return given.equals(name)
                || (!types.containsKey(given)
                        && Similar.to(given, types.keySet()).equals(Optional.of(name)));
    }

    private boolean isRight(Node.Entry entry, Template template, Setting setting, Problems problems) {
        boolean secret = template.holes().stream().anyMatch(setting.phrases()::revealsSecret);
        if (secret && !"secret".equals(types.get(entry.key().text()))) {
            problems.error(
                    entry.value().place(),
                    "'" + entry.key().text() + "' is no secret in this fragment",
                    "declare it there: " + entry.key().text() + ": secret");
            return false;
        }
        return true;
    }

    Set<String> secrets() {
        return types.entrySet().stream()
                .filter(entry -> entry.getValue().equals("secret"))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    Type type() {
        Map<String, Type> fields = new LinkedHashMap<>();
        types.forEach((name, type) -> fields.put(name, TYPES.getOrDefault(type, Type.DYN)));
        return Type.struct("inputs", fields);
    }

    /** What the first step of a fragment can read. */
    Scope scope(Wanted environments) {
        return Vocabulary.beforeRequest(environments)
                .with("inputs", type())
                .without(
                        "secrets",
                        new Scope.Absence(
                                "a fragment takes secrets as inputs",
                                "declare one: password: secret",
                                "so that its text shows what it can leak"));
    }
}
