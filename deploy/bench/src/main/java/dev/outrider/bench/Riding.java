package dev.outrider.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.outrider.result.Cause;
import dev.outrider.result.Outcome;
import dev.outrider.result.RunId;
import dev.outrider.result.RunResult;
import dev.outrider.run.Keep;
import dev.outrider.run.RunRequest;
import dev.outrider.run.RunSettings;
import dev.outrider.run.Runner;
import dev.outrider.script.Compiled;
import dev.outrider.script.Compiler;
import dev.outrider.script.Sources;
import io.vertx.core.Vertx;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.random.RandomGenerator;

/**
 * The process that is measured: runs a checkout with the runner of an agent, by as many customers at once as it is told, or
 * as often as it is told. Each line of standard input is a number of seconds to ride; the answer is a line of three
 * numbers: journeys, CPU milliseconds of this process, seconds.
 */
public final class Riding {
    private static final String SCRIPT = """
            journey: checkout
            owner: team-bench
            schedule: every 1m
            mutates: false
            base: SHOP
            steps:
              - name: See the product
                GET: /api/products/42
                expect: [ status == 200, json.stock > 0, json.price == 12.5 ]
                capture: { sku: json.sku, csrf: json.csrf }
              - name: Begin a cart
                POST: /api/carts
                headers: { X-CSRF-Token: "${csrf}" }
                json: { sku: "${sku}", quantity: 1 }
                expect: json.cart.state == 'OPEN'
                capture: { cart: json.cart.id }
              - name: See the cart
                GET: /api/carts/${cart}
                expect: json.items.exists(i, i.sku == sku)
              - name: Order
                POST: /api/orders
                headers: { X-CSRF-Token: "${csrf}" }
                json: { cart: "${cart}" }
                expect: json.order.state == 'PENDING'
                capture: { order: json.order.id }
              - name: Confirmed
                GET: /api/orders/${order}
                slow: 800ms
                expect: json.state == 'CONFIRMED' && json.paid
            """;
    private static final Duration BENCH_LAG = Duration.ofSeconds(30);

    private final Compiled.Ready ready;
    private final Runner runner;
    private final int perSecond;
    private final RandomGenerator random = RandomGenerator.getDefault();

    private Riding(Compiled.Ready ready, Runner runner, int perSecond) {
        this.ready = ready;
        this.runner = runner;
        this.perSecond = perSecond;
    }

    /**
     * Rides when told.
     *
     * @param args the shop; a file of trusted certificates; how many customers at once; how many journeys a second, 0 for all
     *     that can be
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        Sources sources = new Sources(Map.of("bench.journey.yaml", SCRIPT.replace("SHOP", args[0])));
        Compiled.Ready ready = switch (Compiler.compile(sources, "bench.journey.yaml", Optional.empty())) {
            case Compiled.Ready compiled -> compiled;
            case Compiled.Rejected(var problems) -> throw new IllegalStateException(problems.toString());
        };
        Vertx vertx = Vertx.vertx(Runner.options().setEventLoopPoolSize(1));
        RunSettings settings =
                RunSettings.DEFAULT.withAuthorities(Path.of(args[1])).withStarved(BENCH_LAG);
        Riding riding = new Riding(
                ready,
                new Runner(vertx, settings, InstantSource.system(), RandomGenerator.getDefault()),
                Integer.parseInt(args[3]));
        System.out.println("ready");
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = orders.readLine(); line != null; line = orders.readLine()) {
            riding.ride(Integer.parseInt(args[2]), Integer.parseInt(line));
        }
        System.exit(0);
    }

    private void ride(int customers, int seconds) throws InterruptedException {
        OperatingSystemMXBean process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        LongAdder made = new LongAdder();
        long began = System.nanoTime();
        long cpu = process.getProcessCpuTime();
        long end = began + TimeUnit.SECONDS.toNanos(seconds);
        if (perSecond == 0) {
            atOnce(customers, end, made);
        } else {
            paced(seconds, began, made);
        }
        System.out.printf(
                "%d %.3f %.3f%n",
                made.sum(), (process.getProcessCpuTime() - cpu) / 1e6, (System.nanoTime() - began) / 1e9);
    }

    private void atOnce(int customers, long end, LongAdder made) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < customers; i++) {
                threads.execute(() -> {
                    while (System.nanoTime() - end < 0) {
                        run();
                        made.increment();
                    }
                });
            }
        }
    }

    private void paced(int seconds, long began, LongAdder made) throws InterruptedException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < seconds * perSecond; i++) {
                long due = began + TimeUnit.SECONDS.toNanos(i) / perSecond;
                Thread.sleep(Duration.ofNanos(Math.max(0, due - System.nanoTime())));
                threads.execute(() -> {
                    run();
                    made.increment();
                });
            }
        }
    }

    private void run() {
        Instant slot = Instant.now();
        RunResult.Key key = new RunResult.Key("checkout", "production", "eu-west", slot, Cause.SCHEDULE);
        RunRequest request =
                new RunRequest(key, RunId.of(slot, random), "0", "eu-west-1", 1, 1, Duration.ZERO, Keep.NEVER);
        Outcome outcome =
                runner.run(ready.journey(), ready.environment(), request).outcome();
        if (!(outcome instanceof Outcome.Passed)) {
            System.err.println("the journey must pass, or its cost means nothing: " + outcome);
            System.exit(1);
        }
    }
}
