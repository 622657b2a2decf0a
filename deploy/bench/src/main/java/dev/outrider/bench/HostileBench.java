package dev.outrider.bench;

import dev.outrider.script.Compiled;
import dev.outrider.script.Compiler;
import dev.outrider.script.Sources;
import dev.outrider.source.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * Ten thousand malformed and malicious scripts through the compiler: each must end as a journey or as problems with a
 * place, soon, and leave nothing behind. The times of the good script that they are made of stand beside them.
 */
public final class HostileBench {
    private static final int SCRIPTS = 10_000;
    private static final String NAME = "checkout.journey.yaml";

    private final Sources good;
    private final List<String> unplaced = new ArrayList<>();

    private HostileBench(Sources good) {
        this.good = good;
    }

    public static void main(String[] args) throws IOException {
        Sources good = Sources.of(Path.of(args.length > 0 ? args[0] : "probes/journeys"));
        HostileBench bench = new HostileBench(good);
        // A thousand warm the compiler up and are not counted.
        bench.run(1_000, 1);
        System.out.printf(
                "%-52s %7s %8s %8s %8s %9s%n", "hostile scripts", "scripts", "refused", "p50 ms", "p99 ms", "max ms");
        double before = Figures.heapInUse();
        Map<String, Row> rows = bench.run(SCRIPTS, 2);
        double after = Figures.heapInUse();
        rows.forEach((words, row) -> row.print(words));
        System.out.printf("heap in use after collection: %.1f MiB before, %.1f MiB after%n", before, after);
        System.out.printf("without a place: %d%n", bench.unplaced.size());
        bench.unplaced.stream().limit(10).forEach(System.out::println);
        System.exit(bench.unplaced.isEmpty() ? 0 : 1);
    }

    /** What became of the scripts of one kind. */
    private static final class Row {
        private final List<Double> millis = new ArrayList<>();
        private int refused;

        void print(String words) {
            Figures figures = new Figures(millis);
            System.out.printf(
                    "%-52s %7d %8d %8.2f %8.2f %9.2f%n",
                    words, millis.size(), refused, figures.median(), figures.quantile(0.99), figures.max());
        }
    }

    private Map<String, Row> run(int scripts, long seed) {
        Map<String, Row> rows = new LinkedHashMap<>();
        Random random = new Random(seed);
        String script = good.text(NAME).orElseThrow();
        Hostile[] kinds = Hostile.values();
        for (int i = 0; i < scripts; i++) {
            Hostile kind = kinds[i % kinds.length];
            String text = new String(kind.of(script, random), StandardCharsets.UTF_8);
            measure(text, rows.computeIfAbsent(kind.words(), any -> new Row()));
            if (i % 10 == 0) {
                measure(script, rows.computeIfAbsent("(the good script itself)", any -> new Row()));
            }
        }
        return rows;
    }

    private void measure(String text, Row row) {
        Map<String, String> files = new HashMap<>(good.files());
        files.put(NAME, text);
        Sources sources = new Sources(files);
        long start = System.nanoTime();
        Compiled compiled = Compiler.compile(sources, NAME, Optional.of("demo"));
        row.millis.add((System.nanoTime() - start) / 1e6);
        if (compiled instanceof Compiled.Rejected(List<Problem> problems)) {
            row.refused++;
            if (problems.isEmpty() || problems.stream().anyMatch(HostileBench::placeless)) {
                unplaced.add(problems + " for " + text.substring(0, Math.min(200, text.length())));
            }
        }
    }

    private static boolean placeless(Problem problem) {
        return problem.place().file().isEmpty() || problem.message().isBlank();
    }
}
