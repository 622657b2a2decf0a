package dev.outrider.script;

import dev.outrider.expr.FunctionGuide;
import dev.outrider.script.Key.Shape;
import java.util.List;
import java.util.stream.Collectors;

/** The reference for authors, made of what the compiler goes by: keys, names, functions, limits. */
public final class Reference {
    private static final String HEAD = """
            # Reference

            Made by the build of what the compiler goes by; do not edit it. [README.md](README.md) teaches the language, this says everything
            once.
            """;

    private final StringBuilder out = new StringBuilder(HEAD);

    private Reference() {}

    /** The page as Markdown, the same for the same version. */
    public static String text() {
        Reference reference = new Reference();
        reference.keys();
        reference.names();
        reference.functions();
        reference.limits();
        return reference.out.toString();
    }

    private void keys() {
        out.append("\n## Keys\nA file is what its first key says: ")
                .append(Lang.KINDS.stream().map(kind -> "`" + kind + ":`").collect(Collectors.joining(", ")))
                .append(".\n");
        for (Shape shape : Lang.shapes()) {
            out.append("\n### ").append(Character.toUpperCase(shape.article().charAt(0)));
            out.append(shape.article().substring(1)).append("\n| key | holds | what |\n|---|---|---|\n");
            List<Key> own = shape.keys().stream()
                    .filter(key -> !shape.name().equals("checks") || !ofJourneys(key))
                    .toList();
            own.forEach(this::key);
            if (own.size() < shape.keys().size()) {
                out.append("\nand the keys of a journey, except `finally`.\n");
            }
        }
    }

    private static boolean ofJourneys(Key key) {
        return Lang.shape("journey").key(key.name()).filter(key::equals).isPresent();
    }

    private void key(Key key) {
        String holds = key.form().word()
                + (key.shape().isEmpty() ? "" : ": " + Lang.shape(key.shape()).article())
                + (isTold(key.form()) ? ", `" + cell(key.form().example()) + "`" : "");
        out.append("| `%s`%s | %s | %s |\n"
                .formatted(
                        key.name(),
                        key.required() ? " (must)" : "",
                        holds,
                        cell(key.doc()).replace("<", "&lt;")));
    }

    /** Any text and any value need no example. */
    private static boolean isTold(Key.Form form) {
        return !form.example().isEmpty() && form != Key.Form.TEXT && form != Key.Form.ANY;
    }

    /** A bar would end the cell. */
    private static String cell(String text) {
        return text.replace("|", "\\|");
    }

    private void names() {
        out.append("""

                ## Names in expressions
                Always: `env.NAME`, `secrets.NAME`, `data.TABLE`, `now`, `region`, `runId`, and every `let` and `capture` above; in a fragment
                `inputs.NAME`. After the request also:

                | name | type |
                |---|---|
                """);
        Vocabulary.ANSWER.forEach((name, type) -> out.append("| `%s` | %s |\n".formatted(name, type)));
        out.append("\nAfter an action that is no request, `timing` and:\n\n| action | names |\n|---|---|\n");
        Vocabulary.OTHERS.forEach((kind, names) -> out.append("| `%s` | %s |\n"
                .formatted(
                        kind,
                        names.keySet().stream()
                                .sorted()
                                .map(name -> "`" + name + "`")
                                .collect(Collectors.joining(", ")))));
    }

    private void functions() {
        out.append("\n## Functions\nOperators and macros are those of [CEL](https://cel.dev).\n");
        for (FunctionGuide.Group group : FunctionGuide.groups()) {
            out.append("\n### ").append(group.title()).append("\n| function | what |\n|---|---|\n");
            group.lines()
                    .forEach(line -> out.append("| `%s`%s | %s |\n"
                            .formatted(
                                    cell(line.form()),
                                    line.result().isEmpty() ? "" : ": " + line.result(),
                                    cell(line.doc()))));
        }
    }

    private void limits() {
        out.append("\n## Limits\n| of | at most |\n|---|---|\n");
        List.of(
                        limit(
                                "a script",
                                "%d KiB, %d levels deep, %s keys and values, no aliases, no tags"
                                        .formatted(Yaml.BYTES / 1024, Yaml.DEPTH, number(Yaml.NODES))),
                        limit("steps of a journey, loops written out", number(ScriptReader.STEPS)),
                        limit("rows of a table", number(Tables.ROWS)),
                        limit("fragments within fragments", number(FragmentReader.DEPTH)),
                        limit("retries of a step", number(StepRules.RETRIES)),
                        limit("redirects of a step", number(StepRules.REDIRECTS)),
                        limit("a file beside a script", (Attachments.LARGEST >> 20) + " MiB"),
                        limit("an expression", number(FunctionGuide.LONGEST) + " characters"),
                        limit("rounds of the loops of an expression", number(FunctionGuide.ROUNDS)),
                        limit("a value of an expression", (FunctionGuide.LARGEST_TEXT >> 20) + " MiB of text"))
                .forEach(out::append);
    }

    private static String limit(String of, String most) {
        return "| " + of + " | " + most + " |\n";
    }

    private static String number(long number) {
        return String.format(java.util.Locale.ROOT, "%,d", number);
    }
}
