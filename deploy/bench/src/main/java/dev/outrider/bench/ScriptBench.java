package dev.outrider.bench;

import dev.outrider.expr.Evaluation;
import dev.outrider.expr.Expression;
import dev.outrider.expr.Expressions;
import dev.outrider.expr.Names;
import dev.outrider.expr.Scope;
import dev.outrider.expr.Type;
import dev.outrider.expr.Values;
import dev.outrider.script.Compiled;
import dev.outrider.script.Compiler;
import dev.outrider.script.Sources;
import dev.outrider.source.Passage;
import dev.outrider.source.Position;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What the language costs: scripts compiled a second, the first one of a process, and the evaluation of expressions. */
public final class ScriptBench {
    private static final int ROUNDS = 5;
    private static final int SCRIPTS = 1_000;
    private static final List<String> EXPRESSIONS = List.of(
            "status == 200",
            "status == 200 && json.items.size() > 0",
            "json.items.all(i, i.price < json.total + 1e5)",
            "json.items.filter(i, i.qty > 1).map(i, i.sku).size() >= 0");

    private ScriptBench() {}

    public static void main(String[] args) throws IOException {
        Sources sources = Sources.of(Path.of(args.length > 0 ? args[0] : "probes/journeys"));
        System.out.printf(
                Locale.ROOT, "the first script of this process: %.0f ms%n", millis(() -> compileAll(sources, 1)));
        Figures.heading("scripts compiled a second, " + ROUNDS + " rounds");
        Figures.of(ROUNDS, () -> perSecond(sources)).print("the shipped journeys, warm");
        System.out.println();
        Figures.heading("an evaluation in microseconds, " + ROUNDS + " rounds");
        for (String text : EXPRESSIONS) {
            for (int items : new int[] {5, 1000}) {
                Figures.of(ROUNDS, () -> micros(compiled(text), answer(items)))
                        .print("%d items: %s".formatted(items, text));
            }
        }
    }

    private static double millis(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e6;
    }

    private static double perSecond(Sources sources) {
        // The compiler of the JVM needs some thousand scripts before it has done its own work.
        int rounds = SCRIPTS / sources.scripts().size();
        int scripts = rounds * sources.scripts().size();
        return scripts / (millis(() -> compileAll(sources, rounds)) / 1000);
    }

    private static void compileAll(Sources sources, int rounds) {
        for (int i = 0; i < rounds; i++) {
            for (String script : rounds == 1 ? List.of(sources.scripts().getFirst()) : sources.scripts()) {
                if (Compiler.compile(sources, script, Optional.of("demo")) instanceof Compiled.Rejected rejected) {
                    throw new IllegalStateException(rejected.problems().toString());
                }
            }
        }
    }

    private static Expression compiled(String text) {
        Scope scope = Scope.EMPTY.with("status", Type.INT).with("json", Type.DYN);
        return Expressions.compile(Passage.of("bench", text, Position.START), scope, problem -> {
                    throw new IllegalStateException(problem.message());
                })
                .orElseThrow();
    }

    /** An answer with so many items. */
    private static Names answer(int items) {
        String list = IntStream.range(0, items)
                .mapToObj(i -> "{\"sku\":\"s-%d\",\"price\":%d.5,\"qty\":%d}".formatted(i, i % 90, i % 3))
                .collect(Collectors.joining(","));
        Object json = Values.json("{\"total\":1000,\"items\":[" + list + "]}");
        return name -> name.equals("json") ? json : 200L;
    }

    private static double micros(Expression expression, Names answer) {
        int evaluations = 2_000;
        double millis = millis(() -> {
            for (int i = 0; i < evaluations; i++) {
                if (!(expression.evaluate(answer) instanceof Evaluation.Value)) {
                    throw new IllegalStateException(expression.text());
                }
            }
        });
        return millis * 1000 / evaluations;
    }
}
