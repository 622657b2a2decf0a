package dev.outrider.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrider.run.http.Budget;
import dev.outrider.run.http.RawServer;
import dev.outrider.script.Compiled;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** Whatever runs did and however they ended, the budget is whole afterwards. */
final class BudgetLeakTest {
    private static final List<String> STEPS = List.of(
            "GET: /small",
            "GET: /large",
            "GET: /large\n    expect: text.size() > 0",
            "GET: /packed\n    expect: text.size() > 0",
            "GET: /torn",
            "GET: /round",
            "GET: /hop\n    expect: text.size() > 0",
            "GET: /hangs\n    timeout: 100ms",
            "GET: /drips\n    timeout: 100ms",
            "GET: /cut",
            "POST: /small\n    body: yyy",
            "GET: /page",
            "GET: /page\n  - submit: form",
            "GET: /large\n    retry: 2\n    expect: status == 500",
            "GET: /packed\n    poll: { every: 1ms, for: 50ms, until: \"text.size() == 1\" }");

    private static Vertx vertx;
    private static Shop shop;
    private static RawServer raw;

    @BeforeAll
    static void open() throws IOException {
        vertx = Vertx.vertx();
        raw = RawServer.that(talk -> {
            String asked = talk.request();
            talk.say("HTTP/1.1 200 OK\r\nContent-Length: 9000000\r\n\r\n" + "x".repeat(900_000));
            if (asked.contains("drips")) {
                talk.request();
            }
        });
        shop = new Shop(vertx);
        String large = "x".repeat(1 << 20);
        shop.on(HttpMethod.GET, "/small", 200, "{\"id\":1}");
        shop.on(HttpMethod.POST, "/small", 200, "{\"id\":1}");
        shop.on(HttpMethod.GET, "/large", 200, large);
        shop.on(HttpMethod.GET, "/page", 200, "<form action='/small' method='post'><input name=a></form>" + large);
        shop.on(
                HttpMethod.GET,
                "/packed",
                (request, nothing) ->
                        request.response().putHeader("Content-Encoding", "gzip").end(packed(large)));
        shop.on(
                HttpMethod.GET,
                "/torn",
                (request, nothing) -> request.response()
                        .putHeader("Content-Encoding", "gzip")
                        .end(packed(large).slice(0, 500)));
        shop.on(
                HttpMethod.GET,
                "/round",
                (request, nothing) -> request.response()
                        .setStatusCode(302)
                        .putHeader("Location", "/round")
                        .end("x".repeat(100_000)));
        shop.on(
                HttpMethod.GET,
                "/hop",
                (request, nothing) -> request.response()
                        .setStatusCode(302)
                        .putHeader("Location", "/large")
                        .end(large));
        shop.on(HttpMethod.GET, "/hangs", (request, nothing) -> {});
        for (String name : List.of("/cut", "/drips")) {
            shop.on(
                    HttpMethod.GET,
                    name,
                    (request, nothing) -> request.response()
                            .setStatusCode(302)
                            .putHeader("Location", raw.url(name))
                            .end());
        }
    }

    @AfterAll
    static void close() throws IOException {
        shop.close();
        raw.close();
        vertx.close().await();
    }

    @RepeatedTest(15)
    void it_is_whole_again(RepetitionInfo repetition) throws Exception {
        Random random = new Random(repetition.getCurrentRepetition());
        Budget budget = new Budget(1L << (16 + random.nextInt(9)));
        RunSettings settings = RunSettings.DEFAULT.withStarved(Duration.ofSeconds(30));
        try (Runner runner = new Runner(vertx, settings, InstantSource.system(), random, budget)) {
            List<Thread> runs = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                Ride ride = new Ride(vertx, shop);
                Compiled.Ready journey = ride.compiled(script(random));
                runs.add(Thread.ofVirtual().start(() -> ride.run(runner, journey)));
            }
            if (random.nextInt(3) == 0) {
                runs.getFirst().interrupt();
            }
            for (Thread run : runs) {
                run.join();
            }
        }
        assertThat(budget.taken())
                .as("seed %d", repetition.getCurrentRepetition())
                .isZero();
    }

    private static String script(Random random) {
        StringBuilder steps = new StringBuilder("steps:\n  - GET: /small\n");
        for (int i = 1 + random.nextInt(6); i > 0; i--) {
            steps.append("  - ").append(STEPS.get(random.nextInt(STEPS.size()))).append('\n');
        }
        steps.append("finally:\n  - ")
                .append(STEPS.get(random.nextInt(STEPS.size())))
                .append('\n');
        return steps.toString();
    }

    private static Buffer packed(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return Buffer.buffer(bytes.toByteArray());
    }
}
