package dev.outrider.run;

import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outrider.result.Outcome;
import dev.outrider.result.Outcome.Fault;
import dev.outrider.result.RunResult;
import dev.outrider.script.Compiled;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Fragments whose session is kept from run to run, and fragments under a condition. */
final class KeepTest {
    private static final Vertx VERTX = Vertx.vertx(Runner.options());
    private static final String LOGIN = """
            fragment: login
            inputs: { user: string }
            steps:
              - name: Send
                POST: /login
                form: { user: "${inputs.user}" }
                capture: { token: json.token }
            outputs: { token: token }
            """;
    private static final String SCRIPT = """
            steps:
              - name: Log in
                uses: fragments/login.yaml
                keep: 20m
                with: { user: canary }
                capture: { token: outputs.token }
              - name: Account
                GET: /account
                headers: { Authorization: "Bearer ${token}" }
            """;

    private final AtomicInteger logins = new AtomicInteger();
    private final Set<String> good = new HashSet<>();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-27T12:00:00Z"));
    private Shop shop;
    private Runner runner;

    @BeforeEach
    void open() {
        shop = new Shop(VERTX)
                .on(POST, "/login", (request, body) -> {
                    String token = "t" + logins.incrementAndGet();
                    good.add(token);
                    request.response()
                            .putHeader("Set-Cookie", "sid=" + token + "; Path=/")
                            .end("{\"token\":\"" + token + "\"}");
                })
                .on(
                        GET,
                        "/account",
                        (request, body) -> request.response()
                                .setStatusCode(isKnown(request) ? 200 : 401)
                                .end("{}"));
        RunSettings settings = RunSettings.DEFAULT.withStarved(Duration.ofSeconds(30));
        runner = new Runner(VERTX, settings, now::get, new Random(1));
    }

    private boolean isKnown(HttpServerRequest request) {
        String token = String.valueOf(request.getHeader("Authorization")).replace("Bearer ", "");
        return good.contains(token)
                && String.valueOf(request.getHeader("Cookie")).contains("sid=" + token);
    }

    @AfterEach
    void close() {
        runner.close();
        shop.close();
    }

    @Test
    void the_next_runs_go_on_with_it_until_its_time_is_over() {
        assertThat(run().outcome()).isEqualTo(new Outcome.Passed());
        RunResult second = run();
        assertThat(second.outcome()).isEqualTo(new Outcome.Passed());
        assertThat(second.steps().getFirst().outcome())
                .isEqualTo(new Outcome.Skipped("its session is kept until 2026-11-27T12:20:00Z"));
        assertThat(shop.lines()).containsExactly("POST /login", "GET /account", "GET /account");
        now.set(Instant.parse("2026-11-27T12:20:00Z"));
        assertThat(run().outcome()).isEqualTo(new Outcome.Passed());
        assertThat(logins.get()).isEqualTo(2);
    }

    @Test
    void a_session_that_is_refused_is_begun_anew_once() {
        run();
        good.clear();
        RunResult result = run();
        assertThat(result.outcome()).isEqualTo(new Outcome.Passed());
        assertThat(result.steps())
                .extracting(step -> step.name() + " " + step.outcome().word())
                .containsExactly("Log in / Send pass", "Account pass");
        assertThat(shop.lines())
                .containsExactly("POST /login", "GET /account", "GET /account", "POST /login", "GET /account");
        assertThat(run().outcome()).isEqualTo(new Outcome.Passed());
        assertThat(logins.get()).isEqualTo(2);
    }

    @Test
    void who_is_refused_after_a_new_login_fails() {
        run();
        shop.on(GET, "/account", 401, "{}");
        assertThat(run().outcome()).isEqualTo(new Outcome.Failed(Fault.STATUS, "status < 400: status was 401"));
        assertThat(logins.get()).isEqualTo(2);
    }

    @Test
    void a_login_that_fails_is_not_kept() {
        shop.on(POST, "/login", 500, "no");
        run();
        run();
        assertThat(shop.lines()).containsExactly("POST /login", "POST /login");
    }

    @Test
    void a_fragment_under_a_condition_is_made_as_a_whole_or_not_at_all() {
        String script = """
                let: { role: "'CUSTOMER'" }
                steps:
                  - name: Log in
                    if: role == 'CUSTOMER'
                    uses: fragments/login.yaml
                    with: { user: canary }
                    capture: { token: outputs.token }
                  - name: Use
                    GET: /use/${token.orValue('nobody')}
                    expect: status == 404
                """;
        assertThat(run(script).outcome()).isEqualTo(new Outcome.Passed());
        assertThat(run(script.replace("== 'CUST", "== 'CAST")).outcome()).isEqualTo(new Outcome.Passed());
        assertThat(shop.lines()).containsExactly("POST /login", "GET /use/t1", "GET /use/nobody");
    }

    private RunResult run() {
        return run(SCRIPT);
    }

    private RunResult run(String script) {
        Ride ride = new Ride(VERTX, shop).with("fragments/login.yaml", LOGIN);
        Compiled.Ready ready = ride.compiled(script);
        return ride.run(runner, ready);
    }
}
