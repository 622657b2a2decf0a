package dev.outrider.bench.hyperfoil;

import com.sun.management.OperatingSystemMXBean;
import io.hyperfoil.api.config.Benchmark;
import io.hyperfoil.api.config.BenchmarkData;
import io.hyperfoil.core.impl.LocalSimulationRunner;
import io.hyperfoil.core.parser.BenchmarkParser;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.config.Configurator;

/**
 * Five requests after each other, by sixteen users at once. Each line of standard input is a number of seconds to ride; the
 * answer is three numbers: requests that were answered,
 * CPU milliseconds of this process, seconds.
 */
public final class HyperfoilRides {
    private HyperfoilRides() {}

    /** @param args the shop's URL, and the paths that are asked for */
    public static void main(String[] args) throws Exception {
        // It tells of every connection that a server closes.
        Configurator.setAllLevels(LogManager.getRootLogger().getName(), Level.OFF);
        System.out.println("ready");
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = orders.readLine(); line != null; line = orders.readLine()) {
            ride(args, Integer.parseInt(line));
        }
        System.exit(0);
    }

    private static void ride(String[] args, int seconds) throws Exception {
        Benchmark benchmark = BenchmarkParser.instance()
                .buildBenchmark(
                        new ByteArrayInputStream(script(args, seconds).getBytes(StandardCharsets.UTF_8)),
                        BenchmarkData.EMPTY,
                        Map.of());
        AtomicLong answered = new AtomicLong();
        OperatingSystemMXBean process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long began = System.nanoTime();
        long cpu = process.getProcessCpuTime();
        new LocalSimulationRunner(
                        benchmark,
                        (phase, step, metric, statistics, countDown) -> answered.addAndGet(statistics.responseCount),
                        null,
                        null)
                .run();
        System.out.printf(
                "%d %.3f %.3f%n",
                answered.get(), (process.getProcessCpuTime() - cpu) / 1e6, (System.nanoTime() - began) / 1e9);
    }

    private static String script(String[] args, int seconds) {
        StringBuilder script = new StringBuilder("""
                name: journeys
                http:
                  host: %s
                  sharedConnections: 16
                phases:
                - ride:
                    always:
                      users: 16
                      duration: %ds
                      scenario:
                      - journey:
                """.formatted(args[0], seconds));
        for (int i = 1; i < args.length; i++) {
            script.append("        - httpRequest:\n            GET: ").append(args[i]).append('\n');
        }
        return script.toString();
    }
}
