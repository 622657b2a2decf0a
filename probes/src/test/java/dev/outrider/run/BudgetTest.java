package dev.outrider.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrider.result.Evidence;
import dev.outrider.result.Outcome;
import dev.outrider.result.Outcome.Trouble;
import dev.outrider.result.RunResult;
import dev.outrider.run.http.Budget;
import dev.outrider.run.http.RawServer;
import dev.outrider.run.http.Share;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One budget of bytes for all runs: what it has no room for is our limit, never the target's fault, and it is whole again. */
final class BudgetTest {
    private static final int MIB = 1 << 20;

    private Vertx vertx;
    private Shop shop;
    private final Budget budget = new Budget(2 * MIB);

    @BeforeEach
    void open() {
        vertx = Vertx.vertx();
        shop = new Shop(vertx);
        shop.on(HttpMethod.GET, "/large", 200, "<h1>large</h1>" + "x".repeat(3 * MIB));
        shop.on(HttpMethod.GET, "/small", 200, "{\"id\":1}");
    }

    @AfterEach
    void close() {
        assertThat(budget.taken()).isZero();
        shop.close();
        vertx.close().await();
    }

    @Test
    void what_needs_a_body_that_found_no_room_is_our_limit() {
        RunResult result = run("steps: [ { name: Home, GET: /large, expect: \"text.contains('y')\" } ]\n");
        assertThat(result.outcome()).isInstanceOfSatisfying(Outcome.Errored.class, errored -> {
            assertThat(errored.trouble()).isEqualTo(Trouble.LIMIT);
            assertThat(errored.detail().replaceFirst("only \\S+ \\S+", "only SO MUCH"))
                    .isEqualTo("text.contains('y'): of 3 MiB only SO MUCH could be kept: the agent's own memory was the"
                            + " limit, not the target (the bodies of all its runs may take 2 MiB); give it a bigger"
                            + " heap (-Xmx, a quarter of it is for bodies), or have fewer or smaller bodies at once");
        });
    }

    @Test
    void what_does_not_need_it_passes_and_all_of_it_is_counted() {
        RunResult result = run("steps: [ { name: Home, GET: /large, expect: status == 200 } ]\n");
        assertThat(result.outcome()).isEqualTo(new Outcome.Passed());
        assertThat(result.evidence().exchanges().getFirst().bodyBytes()).isEqualTo(3 * MIB + 14);
    }

    @Test
    void the_form_of_a_page_that_found_no_room_is_not_missing() {
        RunResult result = run("""
                steps:
                  - GET: /large
                  - submit: form
                """);
        assertThat(result.outcome()).isInstanceOfSatisfying(Outcome.Errored.class, errored -> {
            assertThat(errored.trouble()).isEqualTo(Trouble.LIMIT);
            assertThat(errored.detail()).startsWith("the form of the page cannot be submitted: of 3 MiB");
        });
    }

    @Test
    void small_bodies_find_room_when_large_ones_took_theirs() {
        try (Share others = budget.share()) {
            while (others.take(1 << 16, MIB)) {
                assertThat(budget.taken()).isLessThanOrEqualTo(2 * MIB);
            }
            assertThat(outcome("steps: [ { GET: /small, expect: json.id == 1 } ]\n"))
                    .isEqualTo(new Outcome.Passed());
            assertThat(outcome("steps: [ { GET: /large, expect: text != '' } ]\n"))
                    .isInstanceOf(Outcome.Errored.class);
        }
    }

    @Test
    void evidence_that_finds_no_room_keeps_the_length() {
        try (Share others = budget.share()) {
            assertThat(others.take(2 * MIB - 4096, 1)).isTrue();
            RunResult result = run("steps: [ { GET: /large, expect: status == 200 } ]\n");
            Evidence.Exchange exchange = result.evidence().exchanges().getFirst();
            assertThat(exchange.body().orElseThrow()).hasSizeLessThanOrEqualTo(4096);
            assertThat(exchange.bodyBytes()).isEqualTo(3 * MIB + 14);
        }
    }

    @Test
    void a_body_is_let_go_when_the_next_comes() {
        AtomicInteger rounds = new AtomicInteger();
        shop.on(
                HttpMethod.GET,
                "/again",
                (request, nothing) ->
                        request.response().end("x".repeat(MIB) + (rounds.incrementAndGet() == 20 ? "done" : "")));
        assertThat(outcome("""
                steps:
                  - GET: /again
                    poll: { every: 1ms, for: 20s, until: "text.endsWith('done')" }
                """)).isEqualTo(new Outcome.Passed());
        assertThat(rounds).hasValue(20);
    }

    @Test
    void so_is_that_of_an_answer_that_led_elsewhere() {
        for (int hop = 0; hop < 9; hop++) {
            String next = "/hop" + (hop + 1);
            shop.on(
                    HttpMethod.GET,
                    "/hop" + hop,
                    (request, nothing) -> request.response()
                            .setStatusCode(302)
                            .putHeader("Location", next)
                            .end("x".repeat(MIB / 2)));
        }
        shop.on(HttpMethod.GET, "/hop9", 200, "y".repeat(MIB / 2));
        assertThat(outcome("steps: [ { GET: /hop0, expect: text.startsWith('y') } ]\n"))
                .isEqualTo(new Outcome.Passed());
    }

    @Test
    void what_is_said_in_a_websocket_belongs_under_it() {
        var server = vertx.createHttpServer(new HttpServerOptions().setMaxWebSocketMessageSize(4 * MIB))
                .webSocketHandler(socket -> socket.writeFinalTextFrame("x".repeat(3 * MIB)))
                .listen(0, "127.0.0.1")
                .await();
        String url = "ws://127.0.0.1:" + server.actualPort() + "/";
        assertThat(outcome("steps: [ { ws: { url: \"%s\", receive: 1 } } ]\n".formatted(url)))
                .isInstanceOfSatisfying(Outcome.Errored.class, errored -> {
                    assertThat(errored.trouble()).isEqualTo(Trouble.LIMIT);
                    assertThat(errored.detail()).contains("the agent's own memory was the limit");
                });
        server.close().await();
    }

    @Test
    void so_does_what_is_said_by_tcp() throws Exception {
        try (RawServer server = RawServer.that(talk -> {
                    talk.line();
                    talk.say("x".repeat(MIB / 2));
                    talk.line();
                });
                Share others = budget.share()) {
            assertThat(others.take(2 * MIB - 100_000, 1)).isTrue();
            assertThat(outcome("""
                    steps:
                      - tcp: { address: "127.0.0.1:%d", talk: [{ send: "more\\r\\n" }, { hear: yyy }] }
                    """.formatted(server.port()))).isInstanceOfSatisfying(Outcome.Errored.class, errored -> {
                assertThat(errored.trouble()).isEqualTo(Trouble.LIMIT);
                assertThat(errored.detail()).contains("the agent's own memory was the limit");
            });
        }
    }

    private Outcome outcome(String steps) {
        return run(steps).outcome();
    }

    private RunResult run(String steps) {
        RunSettings settings = RunSettings.DEFAULT.withStarved(Duration.ofSeconds(30));
        try (Runner runner = new Runner(vertx, settings, InstantSource.system(), new Random(1), budget)) {
            Ride ride = new Ride(vertx, shop);
            return ride.run(runner, ride.compiled(steps));
        }
    }
}
