package dev.outrider.run;

import static io.vertx.core.http.HttpMethod.DELETE;
import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.outrider.result.Cause;
import dev.outrider.result.Evidence;
import dev.outrider.result.Outcome;
import dev.outrider.result.Outcome.Fault;
import dev.outrider.result.Outcome.Trouble;
import dev.outrider.result.RunResult;
import dev.outrider.result.StepResult;
import dev.outrider.script.Compiled;
import dev.outrider.script.Compiler;
import dev.outrider.script.Sources;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunnerTest {
    private static final Vertx VERTX = Vertx.vertx(Runner.options());
    private static final String HEADER = """
            journey: shop
            title: A customer
            owner: team-shop
            schedule: every 1m
            base: ${env.shop}
            """;

    @TempDir
    private Path secrets;

    private Shop shop;

    @BeforeEach
    void open() throws Exception {
        shop = new Shop(VERTX);
        Files.writeString(Files.createDirectories(secrets.resolve("team-shop")).resolve("pw"), "hunter-2");
    }

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void a_customer_logs_in_buys_and_leaves_nothing_behind() {
        shop.on(
                        GET,
                        "/login",
                        (request, body) -> request.response()
                                .putHeader("Set-Cookie", "visit=v1; Path=/")
                                .end("<form id=login><input name=_csrf value=tok-1></form>"))
                .on(
                        POST,
                        "/login",
                        (request, body) -> request.response()
                                .setStatusCode(302)
                                .putHeader("Set-Cookie", "session=s1; Path=/")
                                .putHeader("Location", "/account")
                                .end())
                .on(GET, "/account", 200, "hello")
                .on(POST, "/api/orders", 201, "{\"id\": 7, \"state\": \"PENDING\"}")
                .on(GET, "/api/orders/7", 200, "{}", "{\"state\":\"PENDING\"}", "{\"state\":\"CONFIRMED\"}")
                .on(DELETE, "/api/orders/7", 204, "");
        RunResult result = run("""
                steps:
                  - name: Open the login page
                    GET: /login
                    capture:
                      csrf: html.attr('form#login input[name=_csrf]', 'value')
                  - name: Log in
                    POST: /login
                    form:
                      _csrf: ${csrf}
                      password: ${secrets.pw}
                    expect:
                      - url.endsWith('/account')
                      - "'session' in cookies"
                  - name: Order
                    POST: /api/orders
                    headers: { X-CSRF-Token: "${csrf}" }
                    json: { sku: a b, quantity: 2, of: "${1 + 1}" }
                    expect: status == 201
                    capture: { orderId: json.id }
                  - name: Is it confirmed
                    GET: /api/orders/${orderId}
                    poll: { until: json.state == 'CONFIRMED', every: 100ms, for: 5s }
                    expect: json.state == 'CONFIRMED'
                finally:
                  - name: Cancel
                    DELETE: /api/orders/${orderId}
                """);
        assertThat(result.outcome()).isEqualTo(new Outcome.Passed());
        assertThat(shop.lines())
                .containsExactly(
                        "GET /login",
                        "POST /login",
                        "GET /account",
                        "POST /api/orders",
                        "GET /api/orders/7",
                        "GET /api/orders/7",
                        "GET /api/orders/7",
                        "DELETE /api/orders/7");
        assertThat(shop.asked().get(1).body()).isEqualTo("_csrf=tok-1&password=hunter-2");
        assertThat(shop.asked().get(2).headers()).containsEntry("cookie", "visit=v1; session=s1");
        assertThat(shop.asked().get(3).body()).isEqualTo("{\"sku\":\"a b\",\"quantity\":2,\"of\":2}");
        assertThat(result.evidence()).isEqualTo(Evidence.NONE);
        assertThat(result.steps()).extracting(StepResult::attempts).containsExactly(1, 1, 1, 3, 1);
        assertThat(result.steps().get(1).status()).contains(200);
        assertThat(result.steps())
                .allSatisfy(
                        step -> assertThat(step.timings().total()).isPositive().isLessThan(Duration.ofSeconds(5)));
        assertThat(result.cleanupFailed()).isFalse();
    }

    @Test
    void every_request_says_that_it_is_synthetic_but_only_to_the_shop_itself() {
        try (Shop other = new Shop(VERTX).on(GET, "/pixel", 200, "ok")) {
            shop.on(GET, "/", 200, "ok");
            RunResult result = run("""
                    steps:
                      - name: Home
                        GET: /
                      - name: Elsewhere
                        GET: %s/pixel
                    """.formatted(other.url()));
            assertThat(result.outcome()).isEqualTo(new Outcome.Passed());
            Map<String, String> own = shop.asked().getFirst().headers();
            assertThat(own)
                    .containsEntry("baggage", "synthetic=shop")
                    .containsEntry("x-outrider-region", "eu-west")
                    .containsEntry("accept-encoding", "gzip");
            assertThat(own.get("traceparent")).matches("00-" + result.trace() + "-[0-9a-f]{16}-01");
            assertThat(other.asked().getFirst().headers())
                    .doesNotContainKeys("baggage", "traceparent")
                    .containsKey("user-agent");
        }
    }

    @Test
    void the_first_fail_ends_the_main_part_and_says_what_was_there() {
        shop.on(GET, "/order", 200, "{\"state\":\"PENDING\",\"password\":\"other\",\"note\":\"hunter-2\"}")
                .on(POST, "/cancel", 200, "ok");
        RunResult result = run("""
                steps:
                  - name: Look
                    GET: /order
                    headers: { X-Pw: "${secrets.pw}" }
                    expect:
                      - json.state == 'CONFIRMED'
                      - json.total > 5
                      - json.note == ''
                      - json.password == ''
                  - name: Never made
                    GET: /never
                finally:
                  - name: Cancel
                    POST: /cancel
                """);
        assertThat(result.outcome())
                .isEqualTo(
                        new Outcome.Failed(Fault.EXPECTATION, "json.state == 'CONFIRMED': json.state was 'PENDING'"));
        StepResult look = result.steps().getFirst();
        assertThat(look.expectations()).extracting(StepResult.Unmet::actual).satisfies(actual -> {
            assertThat(actual.get(0)).isEqualTo("json.state was 'PENDING'");
            assertThat(actual.get(1)).contains("total");
            assertThat(actual.get(2)).isEqualTo("json.note was '[secret pw]'");
            assertThat(actual.get(3)).isEqualTo("json.password was [masked]");
        });
        assertThat(look.expectations().getFirst().line()).isEqualTo(11);
        assertThat(look.expectations().getFirst().column()).isEqualTo(9);
        assertThat(result.steps().get(1).outcome()).isEqualTo(new Outcome.Skipped("'Look' did not pass"));
        assertThat(shop.lines()).containsExactly("GET /order", "POST /cancel");
        assertThat(result.evidence().exchanges().getFirst().body())
                .contains("{\"state\":\"PENDING\",\"password\":\"[masked]\",\"note\":\"[secret pw]\"}");
        assertThat(result.toString()).doesNotContain("hunter-2");
    }

    @Test
    void where_nothing_mentions_the_status_it_must_be_below_400() {
        shop.on(GET, "/", 503, "{}");
        RunResult result = run("""
                steps:
                  - name: Home
                    GET: /
                    warn: json.x == 1
                """);
        assertThat(result.outcome()).isEqualTo(new Outcome.Failed(Fault.STATUS, "status < 400: status was 503"));
        shop.on(GET, "/", 404, "gone");
        assertThat(run("""
                        steps:
                          - name: Home
                            GET: /
                            expect: status == 404
                        """).outcome()).isEqualTo(new Outcome.Passed());
    }

    @Test
    void a_fail_about_the_status_is_named_so() {
        shop.on(GET, "/", 502, "bad gateway");
        assertThat(run("""
                        steps:
                          - name: Home
                            GET: /
                            expect: status == 200
                        """).outcome()).isEqualTo(new Outcome.Failed(Fault.STATUS, "status == 200: status was 502"));
    }

    @Test
    void what_a_retry_rescued_is_degraded() {
        shop.on(GET, "/", 200, "{\"ok\":false}", "{\"ok\":true}");
        RunResult result = run("""
                steps:
                  - name: Home
                    GET: /
                    retry: 1
                    expect: json.ok
                """);
        assertThat(result.outcome())
                .isEqualTo(new Outcome.Degraded(
                        List.of("Home: recovered on attempt 2; before: json.ok: json.ok was false"), false));
        assertThat(result.evidence().exchanges())
                .extracting(Evidence.Exchange::attempt)
                .containsExactly(1, 2);
        assertThat(result.steps().getFirst().timings().script()).isGreaterThan(Duration.ofMillis(990));
    }

    @Test
    void a_poll_that_gives_up_fails_and_its_expectation_tells_more() {
        shop.on(GET, "/", 200, "{\"state\":\"PENDING\"}");
        RunResult result = run("""
                steps:
                  - name: Wait
                    GET: /
                    poll: { until: "json.state in ['CONFIRMED', 'FAILED']", every: 100ms, for: 450ms }
                    expect: json.state == 'CONFIRMED'
                """);
        assertThat(result.outcome())
                .isEqualTo(
                        new Outcome.Failed(Fault.EXPECTATION, "json.state == 'CONFIRMED': json.state was 'PENDING'"));
        StepResult step = result.steps().getFirst();
        assertThat(step.expectations()).extracting(StepResult.Unmet::key).containsExactly("expect", "until");
        // On a busy machine fewer fit into the time.
        assertThat(step.attempts()).isBetween(1, 5);
    }

    @Test
    void a_warning_and_slowness_degrade() {
        shop.on(
                GET,
                "/",
                (request, body) ->
                        VERTX.setTimer(60, later -> request.response().end("{\"price\":2}")));
        RunResult result = run("""
                steps:
                  - name: Home
                    GET: /
                    warn: json.price == 1
                    slow: 50ms
                """);
        assertThat(result.outcome()).isInstanceOf(Outcome.Degraded.class);
        Outcome.Degraded degraded = (Outcome.Degraded) result.outcome();
        assertThat(degraded.slow()).isTrue();
        assertThat(degraded.reasons().get(0)).isEqualTo("Home: json.price == 1: json.price was 2");
        assertThat(degraded.reasons().get(1)).matches("Home: slow: took .* ms, more than 50 ms");
    }

    @Test
    void the_runs_time_ends_the_step_that_meets_it_and_the_clean_up_still_runs() {
        shop.on(GET, "/", 200, "ok").on(GET, "/slow", (request, body) -> {}).on(POST, "/bye", 200, "ok");
        RunResult result = run("""
                timeout: 300ms
                steps:
                  - name: Home
                    GET: /
                  - name: Hang
                    GET: /slow
                finally:
                  - name: Bye
                    POST: /bye
                """);
        assertThat(result.outcome())
                .isEqualTo(new Outcome.Failed(
                        Fault.TIMEOUT, "no answer within the run's 300 ms: the request was sent, then came nothing"));
        assertThat(result.duration()).isBetween(Duration.ofMillis(299), Duration.ofMillis(550));
        assertThat(result.steps().getLast().outcome()).isEqualTo(new Outcome.Passed());
    }

    @Test
    void a_clean_up_that_fails_never_changes_the_verdict() {
        shop.on(GET, "/", 200, "{}").on(POST, "/bye", 500, "no");
        RunResult result = run("""
                steps:
                  - name: Home
                    GET: /
                  - name: Maybe
                    if: 1 > 2
                    GET: /never
                finally:
                  - name: Bye
                    POST: /bye
                """);
        assertThat(result.outcome()).isEqualTo(new Outcome.Passed());
        assertThat(result.cleanupFailed()).isTrue();
        assertThat(result.steps()).extracting(step -> step.outcome().word()).containsExactly("pass", "skipped", "fail");
        assertThat(result.evidence().exchanges()).hasSize(2);
    }

    @Test
    void a_clean_up_that_needs_what_never_was_captured_skips_itself() {
        shop.on(GET, "/", 500, "{}").on(POST, "/bye", 200, "ok");
        RunResult result = run("""
                steps:
                  - name: Home
                    GET: /
                    capture: { cart: json.id }
                finally:
                  - name: Empty the cart
                    POST: /bye/${cart}
                  - name: Bye
                    POST: /bye
                """);
        assertThat(result.steps().get(1).outcome()).isEqualTo(new Outcome.Skipped("cart was never captured"));
        assertThat(result.steps().get(2).outcome()).isEqualTo(new Outcome.Passed());
        assertThat(result.cleanupFailed()).isFalse();
    }

    @Test
    void nothing_to_capture_is_a_fail_although_all_else_was_right() {
        shop.on(GET, "/", 200, "{\"name\":1}");
        RunResult result = run("""
                steps:
                  - name: Home
                    GET: /
                    capture: { id: json.id }
                  - name: Next
                    GET: /${id}
                """);
        assertThat(result.outcome()).isInstanceOf(Outcome.Failed.class);
        assertThat(((Outcome.Failed) result.outcome()).fault()).isEqualTo(Fault.CAPTURE);
        assertThat(((Outcome.Failed) result.outcome()).detail()).startsWith("nothing to capture as id: json.id: ");
    }

    @Test
    void a_missing_secret_is_our_trouble_and_nothing_is_sent() throws Exception {
        Files.delete(secrets.resolve("team-shop/pw"));
        RunResult result = run("""
                steps:
                  - name: Home
                    GET: /
                    headers: { Authorization: "Bearer ${secrets.pw}" }
                finally:
                  - name: Bye
                    POST: /bye
                """);
        assertThat(result.outcome()).isInstanceOf(Outcome.Errored.class);
        assertThat(((Outcome.Errored) result.outcome()).trouble()).isEqualTo(Trouble.SECRET);
        assertThat(((Outcome.Errored) result.outcome()).detail())
                .startsWith("the secret pw is file:pw, and there is no");
        assertThat(shop.lines()).isEmpty();
    }

    @Test
    void a_header_cannot_be_split() {
        shop.on(GET, "/", 200, "{\"x\":\"a\\r\\nEvil: 1\"}");
        RunResult result = run("""
                steps:
                  - name: Home
                    GET: /
                    capture: { x: json.x }
                  - name: Split
                    GET: /
                    headers: { X-Own: "${x}" }
                """);
        assertThat(result.outcome())
                .isEqualTo(new Outcome.Errored(
                        Trouble.EXPRESSION,
                        "the header X-Own would have a line break in its value, which HTTP forbids"));
        assertThat(shop.lines()).hasSize(1);
    }

    @Test
    void what_a_captured_token_opened_is_masked() {
        shop.on(POST, "/token", 200, "{\"code\":\"k-123456\"}").on(GET, "/me", 401, "{\"bad\":\"k-123456\"}");
        RunResult result = run("""
                steps:
                  - name: Token
                    POST: /token
                    capture: { t: json.code }
                  - name: Me
                    GET: /me
                    headers: { Authorization: "Bearer ${t}" }
                """);
        assertThat(result.outcome().word()).isEqualTo("fail");
        assertThat(result.toString()).doesNotContain("k-123456").contains("[captured t]");
    }

    @Test
    void what_was_computed_from_a_secret_is_masked_too() {
        shop.on(POST, "/", 500, "{}");
        RunResult result = run("""
                let:
                  signature: sha256(secrets.pw)
                steps:
                  - name: Sign
                    POST: /
                    json: { signed: "${signature}" }
                """);
        String sent = shop.asked().getFirst().body();
        assertThat(sent).matches("\\{\"signed\":\"[A-Za-z0-9+/]{43}=\"}");
        assertThat(result.evidence().exchanges().getFirst().requestBody())
                .contains("{\"signed\":\"[secret in signature]=\"}");
    }

    @Test
    void a_clean_up_that_can_do_without_a_capture_is_made() {
        shop.on(GET, "/", 200, "{}").on(POST, "/bye", 200, "ok");
        RunResult result = run("""
                steps:
                  - name: Home
                    GET: /
                  - name: Maybe
                    if: region == 'nowhere'
                    GET: /
                    capture: { cart: "string(json.id)" }
                finally:
                  - name: Bye
                    POST: /bye
                    form: { cart: "${cart.orValue('none')}" }
                """);
        assertThat(result.steps().getLast().outcome()).isEqualTo(new Outcome.Passed());
        assertThat(shop.asked().getLast().body()).isEqualTo("cart=none");
    }

    @Test
    void what_was_not_kept_of_a_body_cannot_be_judged() {
        shop.on(GET, "/", 200, "{\"x\":\"" + "y".repeat(6 << 20) + "\"}");
        RunResult result = run("""
                steps:
                  - name: Large
                    GET: /
                    expect: json.x == ''
                """);
        assertThat(result.outcome())
                .isEqualTo(new Outcome.Errored(
                        Trouble.LIMIT,
                        "json.x == '': the body is longer than the 5 MiB that are kept;"
                                + " 'limits: { body: ... }' in the header keeps more"));
    }

    @Test
    void a_starved_agent_accuses_nobody() {
        shop.on(GET, "/", 500, "{}");
        RunResult result = run(runner(settings().withStarved(Duration.ofMillis(-1))), """
                steps:
                  - name: Home
                    GET: /
                """);
        assertThat(result.outcome()).isInstanceOf(Outcome.Errored.class);
        assertThat(((Outcome.Errored) result.outcome()).trouble()).isEqualTo(Trouble.STARVED);
        assertThat(((Outcome.Errored) result.outcome()).detail()).endsWith("without that: fail");
    }

    @Test
    void an_interrupt_stops_the_main_part_but_not_the_clean_up() throws Exception {
        CountDownLatch hanging = new CountDownLatch(1);
        shop.on(GET, "/", (request, body) -> hanging.countDown()).on(POST, "/bye", 200, "ok");
        boolean[] flagged = new boolean[1];
        FutureTask<RunResult> running = new FutureTask<>(() -> {
            RunResult result = run("""
                    steps:
                      - name: Hang
                        GET: /
                      - name: Next
                        GET: /next
                    finally:
                      - name: Bye
                        POST: /bye
                    """);
            flagged[0] = Thread.interrupted();
            return result;
        });
        Thread thread = Thread.ofVirtual().start(running);
        hanging.await();
        thread.interrupt();
        RunResult result = running.get();
        assertThat(result.outcome())
                .isEqualTo(new Outcome.Errored(Trouble.SHUTDOWN, "this process was told to stop during the step"));
        assertThat(result.steps())
                .extracting(step -> step.outcome().word())
                .containsExactly("error", "skipped", "pass");
        assertThat(flagged[0]).isTrue();
    }

    @Test
    void a_warm_up_goes_all_the_way_that_a_journey_goes() {
        try (Runner runner = runner(settings())) {
            assertThat(WarmUp.run(runner, VERTX)).isEqualTo(new Outcome.Passed());
        }
    }

    @Test
    void a_run_refuses_to_block_an_event_loop() {
        Promise<RunResult> outcome = Promise.promise();
        VERTX.runOnContext(nothing -> {
            try {
                outcome.complete(run("steps:\n  - name: Home\n    GET: /\n"));
            } catch (IllegalStateException refused) {
                outcome.fail(refused);
            }
        });
        assertThatIllegalStateException()
                .isThrownBy(() -> outcome.future().await())
                .withMessageContaining("virtual thread");
    }

    private RunResult run(String steps) {
        return run(runner(settings()), steps);
    }

    private RunSettings settings() {
        return RunSettings.DEFAULT
                .withSecrets(secrets)
                .withHeaders(Map.of("X-Outrider-Region", "eu-west"))
                .withStarved(Duration.ofSeconds(30));
    }

    private static Runner runner(RunSettings settings) {
        return new Runner(VERTX, settings, InstantSource.system(), new Random(1));
    }

    private RunResult run(Runner runner, String steps) {
        Sources sources = new Sources(Map.of(
                "shop.journey.yaml",
                HEADER + steps,
                "environments/test.yaml",
                "environment: test\nvars: { shop: \"%s\" }\nsecrets: { pw: \"file:pw\" }\n".formatted(shop.url())));
        try (runner) {
            return switch (Compiler.compile(sources, "shop.journey.yaml", Optional.of("test"))) {
                case Compiled.Rejected(var problems) -> throw new IllegalArgumentException(problems.toString());
                case Compiled.Ready ready ->
                    runner.run(ready.journey(), ready.environment().forRegion("eu-west"), request());
            };
        }
    }

    private static RunRequest request() {
        Instant slot = Instant.parse("2026-11-27T12:00:00Z");
        return new RunRequest(
                new RunResult.Key("shop", "test", "eu-west", slot, Cause.SCHEDULE),
                "r-1",
                "v1",
                "agent-1",
                1,
                1,
                Duration.ZERO,
                Keep.NEVER);
    }
}
