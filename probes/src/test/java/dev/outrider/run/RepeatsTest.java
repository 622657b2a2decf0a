package dev.outrider.run;

import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outrider.result.Evidence;
import dev.outrider.result.Outcome;
import dev.outrider.result.Outcome.Fault;
import dev.outrider.result.Outcome.Trouble;
import dev.outrider.result.RunResult;
import dev.outrider.result.StepResult;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Steps that are made again and again, and steps that nobody can make yet. */
final class RepeatsTest {
    private static final Vertx VERTX = Vertx.vertx(Runner.options());

    private Shop shop;

    @BeforeEach
    void open() {
        shop = new Shop(VERTX);
    }

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void rounds_go_on_until_it_is_true_and_what_they_captured_last_is_known_afterwards() {
        shop.on(POST, "/token", 200, "{\"t\":\"a\"}", "{\"t\":\"b\"}", "{\"t\":\"c\"}")
                .on(GET, "/scan", 200, "{}", "{\"state\":\"SCANNING\"}", "{\"state\":\"CLEAN\",\"id\":7}")
                .on(GET, "/files/7/c", 200, "ok");
        RunResult result = run("""
                steps:
                  - name: Scan is done
                    poll: { until: "json.state in ['CLEAN', 'BAD']", every: 20ms, for: 20s }
                    steps:
                      - name: Fresh token
                        POST: /token
                        capture: { token: json.t }
                      - name: Look
                        GET: /scan
                        headers: { X-Token: "${token}" }
                    expect: json.state == 'CLEAN'
                    capture: { file: json.id }
                  - GET: /files/${file}/${token}
                """);
        assertThat(result.outcome()).isEqualTo(new Outcome.Passed());
        assertThat(shop.lines())
                .containsExactly(
                        "POST /token",
                        "GET /scan",
                        "POST /token",
                        "GET /scan",
                        "POST /token",
                        "GET /scan",
                        "GET /files/7/c");
        assertThat(result.steps())
                .extracting(StepResult::name)
                .containsExactly("Scan is done", "GET /files/${file}/${token}");
        assertThat(result.steps().getFirst().attempts()).isEqualTo(3);
        assertThat(result.steps().getFirst().request()).contains("GET " + shop.url() + "/scan");
        assertThat(result.evidence().exchanges())
                .extracting(Evidence.Exchange::attempt)
                .containsExactly(1, 1, 2, 2, 3, 3, 1);
    }

    @Test
    void a_round_that_broke_is_not_yet_but_degrades() {
        AtomicInteger asked = new AtomicInteger();
        shop.on(
                GET,
                "/scan",
                (request, body) -> request.response()
                        .setStatusCode(asked.incrementAndGet() < 3 ? 503 : 200)
                        .end("{\"state\":\"CLEAN\"}"));
        RunResult result = run("""
                steps:
                  - name: Scan
                    poll: { until: json.state == 'CLEAN', every: 10ms, for: 20s }
                    steps: [{ name: Look, GET: /scan }]
                """);
        assertThat(result.outcome())
                .isInstanceOfSatisfying(
                        Outcome.Degraded.class,
                        degraded -> assertThat(degraded.reasons())
                                .containsExactly(
                                        "Scan: while it was repeated: Scan / Look: status < 400: status was 503"));
        assertThat(asked.get()).isEqualTo(3);
    }

    @Test
    void when_patience_is_over_the_last_round_says_why() {
        shop.on(GET, "/scan", 200, "{\"state\":\"SCANNING\"}").on(GET, "/down", 500, "no");
        assertThat(run("""
                        steps:
                          - name: Scan
                            poll: { until: json.state == 'CLEAN', every: 20ms, for: 100ms }
                            steps: [{ GET: /scan }]
                        """).outcome()).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.fault()).isEqualTo(Fault.EXPECTATION);
            assertThat(failed.detail())
                    .matches(
                            "not within 100 ms \\([0-9]+ rounds?\\): json.state == 'CLEAN': json.state was 'SCANNING'");
        });
        assertThat(run("""
                        steps:
                          - name: Down
                            poll: { until: json.state == 'CLEAN', every: 20ms, for: 100ms }
                            steps: [{ GET: /down }, { GET: /scan }]
                        """).outcome()).isEqualTo(new Outcome.Failed(Fault.STATUS, "status < 400: status was 500"));
    }

    @Test
    void under_a_condition_that_is_false_nothing_is_repeated_and_nothing_captured() {
        shop.on(GET, "/x/none", 200, "ok");
        RunResult result = run("""
                steps:
                  - name: Scan
                    if: region == 'nowhere'
                    poll: { until: json.done, every: 10ms, for: 5s }
                    steps: [{ GET: /scan, capture: { state: json.state } }]
                  - GET: /x/${state.orValue('none')}
                """);
        assertThat(result.outcome()).isEqualTo(new Outcome.Passed());
        assertThat(shop.lines()).containsExactly("GET /x/none");
    }

    @Test
    void who_asks_for_patience_gets_it() {
        AtomicInteger asked = new AtomicInteger();
        shop.on(GET, "/later", (request, body) -> {
            boolean first = asked.incrementAndGet() == 1;
            if (first) {
                request.response().putHeader("Retry-After", "1");
            }
            request.response().end(first ? "{\"done\":false}" : "{\"done\":true}");
        });
        RunResult single = run("""
                steps:
                  - GET: /later
                    poll: { until: json.done, every: 10ms, for: 20s }
                """);
        assertThat(single.outcome()).isEqualTo(new Outcome.Passed());
        assertThat(single.duration()).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        asked.set(0);
        RunResult around = run("""
                steps:
                  - poll: { until: json.done, every: 10ms, for: 20s }
                    steps: [{ GET: /later }]
                """);
        assertThat(around.outcome()).isEqualTo(new Outcome.Passed());
        assertThat(around.duration()).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void what_this_agent_cannot_do_is_an_error_that_names_the_step_and_never_a_pass() {
        shop.on(GET, "/", 200, "ok").on(POST, "/bye", 200, "ok");
        RunResult result = run("""
                steps:
                  - GET: /
                  - name: Gateway
                    browser: [{ goto: / }]
                  - name: Never made
                    GET: /never
                finally:
                  - POST: /bye
                """);
        assertThat(result.outcome()).isInstanceOfSatisfying(Outcome.Errored.class, errored -> {
            assertThat(errored.trouble()).isEqualTo(Trouble.UNSUPPORTED);
            assertThat(errored.detail()).startsWith("there is no browser here: ");
        });
        assertThat(result.steps())
                .extracting(step -> step.outcome().word())
                .containsExactly("pass", "error", "skipped", "pass");
        assertThat(run("""
                        steps:
                          - GET: /
                          - name: Ping
                            if: region == 'nowhere'
                            icmp: shop.test
                        """).outcome()).isEqualTo(new Outcome.Passed());
    }

    @Test
    void a_header_decides_what_is_told_shown_and_kept() {
        try (Shop other = new Shop(VERTX)
                .on(
                        GET,
                        "/pay",
                        (request, body) -> request.response()
                                .putHeader("X-Build", "b-7")
                                .putHeader("X-Other", "o-7")
                                .end("x".repeat(3000)))) {
            RunResult result = run("""
                    reveal: [X-Build]
                    trace: [127.0.0.1]
                    limits: { body: 2KiB }
                    steps:
                      - GET: %s/pay
                        expect: text.size() > 0
                    """.formatted(other.url()));
            assertThat(result.outcome()).isInstanceOfSatisfying(Outcome.Errored.class, errored -> {
                assertThat(errored.trouble()).isEqualTo(Trouble.LIMIT);
                assertThat(errored.detail()).contains("longer than the 2 KiB that are kept");
            });
            assertThat(other.asked().getFirst().headers()).containsKeys("traceparent", "baggage");
            assertThat(result.evidence().exchanges().getFirst().headers())
                    .containsEntry("X-Build", List.of("b-7"))
                    .containsEntry("X-Other", List.of("[masked]"));
        }
    }

    private RunResult run(String steps) {
        return new Ride(VERTX, shop).run(steps);
    }
}
