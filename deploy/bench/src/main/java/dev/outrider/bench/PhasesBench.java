package dev.outrider.bench;

import dev.outrider.journey.Journey;
import dev.outrider.result.RunResult;
import dev.outrider.run.RunSettings;
import dev.outrider.run.Runner;
import io.vertx.core.Vertx;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The phase {@code wait} against truth: a server on a core of its own waits exactly 50 ms and prints what it really waited. We, curl
 * and blackbox_exporter ask in turn, on another core that first is idle and then has a process beside us that computes all the time.
 */
public final class PhasesBench {
    private static final int SAMPLES = 200;
    private static final int WARM_UP = 30;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final long HOG_SECONDS = 90;
    private static final double MILLI = 1e6;

    private final List<Process> processes = new ArrayList<>();
    private final BufferedReader truth;
    private final String url;
    private final Desk desk;
    private final Optional<Blackbox> blackbox;

    private PhasesBench(Runner runner, Optional<Blackbox> blackbox) throws IOException {
        this.desk = new Desk(runner);
        this.blackbox = blackbox;
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process server = start(List.of(
                "taskset",
                "-c",
                "1",
                java,
                "-Xint",
                "-cp",
                System.getProperty("java.class.path"),
                ExactServer.class.getName()));
        this.truth = server.inputReader(StandardCharsets.US_ASCII);
        this.url = "http://127.0.0.1:" + truth.readLine() + "/";
    }

    /** What was measured beyond the truth, in milliseconds. */
    private record Series(List<Ours> ours, List<Double> curl, List<Double> blackbox) {
        Series() {
            this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }

        List<Double> ours(Predicate<Ours> which) {
            return ours.stream().filter(which).map(Ours::off).toList();
        }
    }

    /** One of ours, and how late its result says that we were ourselves; in milliseconds. */
    private record Ours(double off, double lag) {
        boolean isOff() {
            return off > 1;
        }

        boolean isExplained() {
            return off - lag <= 1;
        }
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        Vertx vertx = Vertx.vertx(Runner.options().setEventLoopPoolSize(1));
        try (Runner runner = new Runner(vertx, RunSettings.DEFAULT, InstantSource.system(), new SecureRandom())) {
            Optional<Blackbox> blackbox = Blackbox.start();
            PhasesBench bench = new PhasesBench(runner, blackbox);
            runner.warmUp();
            bench.series(WARM_UP);
            System.out.printf("measured - truth, ms, %d samples each, in turn%n", SAMPLES);
            System.out.printf("%-36s %9s %9s %9s %9s%n", "", "median", "p90", "p99", "max");
            print("idle", bench.series(SAMPLES));
            bench.start(List.of("timeout", Long.toString(HOG_SECONDS), "sh", "-c", "while :; do :; done"));
            print("with a hog on the core", bench.series(SAMPLES));
            bench.stop();
            blackbox.ifPresent(Blackbox::close);
        } finally {
            vertx.close().await();
        }
    }

    private Process start(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        processes.add(process);
        return process;
    }

    private void stop() {
        processes.forEach(Process::destroy);
    }

    private Series series(int samples) throws IOException, InterruptedException {
        Series series = new Series();
        Journey journey = Desk.journey(url, PATIENCE);
        for (int i = 0; i < samples; i++) {
            ours(journey, series);
            series.curl().add((curl() - waited()) / MILLI);
            if (blackbox.isPresent()) {
                series.blackbox().add((blackbox.get().processing(url) - waited()) / MILLI);
            }
        }
        return series;
    }

    private void ours(Journey journey, Series series) throws IOException {
        RunResult result = desk.run(journey);
        double off = (result.steps().getFirst().timings().waiting().toNanos() - waited()) / MILLI;
        series.ours().add(new Ours(off, result.strain().lag().toNanos() / MILLI));
    }

    /** Nanoseconds from all sent to the first byte, as curl says. */
    private double curl() throws IOException {
        String said = Curl.run(List.of("-s", "-o", "/dev/null", "-w", "%{time_pretransfer} %{time_starttransfer}", url))
                .said();
        String[] seconds = said.strip().split(" ", -1);
        return (Double.parseDouble(seconds[1]) - Double.parseDouble(seconds[0])) * 1e9;
    }

    /** Nanoseconds that the server says it waited the last time. */
    private double waited() throws IOException {
        return Double.parseDouble(truth.readLine());
    }

    private static void print(String how, Series series) {
        print("outrider, " + how, series.ours(any -> true));
        List<Double> undisturbed = series.ours(each -> each.lag() < 1);
        if (!undisturbed.isEmpty()) {
            print("  the %d that say late by < 1 ms".formatted(undisturbed.size()), undisturbed);
        }
        print("curl -w, " + how, series.curl());
        if (!series.blackbox().isEmpty()) {
            print("blackbox_exporter, " + how, series.blackbox());
        }
        System.out.printf(
                "  of ours off by more than 1 ms: %d, of which the lag in the result does not explain: %d%n",
                series.ours(Ours::isOff).size(),
                series.ours(each -> each.isOff() && !each.isExplained()).size());
    }

    private static void print(String who, List<Double> offs) {
        Figures figures = new Figures(offs);
        System.out.printf(
                Locale.ROOT,
                "%-36s %9.3f %9.3f %9.3f %9.3f%n",
                who,
                figures.median(),
                figures.quantile(0.9),
                figures.quantile(0.99),
                figures.max());
    }
}
