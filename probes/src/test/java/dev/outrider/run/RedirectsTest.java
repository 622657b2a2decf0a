package dev.outrider.run;

import static io.vertx.core.http.HttpMethod.GET;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outrider.result.Outcome;
import dev.outrider.result.Outcome.Fault;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How far a customer follows where answers lead. */
final class RedirectsTest {
    private static final Vertx VERTX = Vertx.vertx(Runner.options());

    private Shop shop;

    @BeforeEach
    void open() {
        shop = new Shop(VERTX);
        redirect("/authorize", "/login").redirect("/login", "/consent?x=1");
    }

    private RedirectsTest redirect(String from, String to) {
        shop.on(
                GET,
                from,
                (request, body) -> request.response()
                        .setStatusCode(302)
                        .putHeader("Location", to)
                        .end());
        return this;
    }

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void a_chain_of_unknown_length_is_followed_until_it_leaves_and_the_code_is_read_from_where_it_would_go() {
        redirect("/consent", "https://app.test/callback?code=c%2F1&state=s");
        Outcome outcome = run("""
                steps:
                  - GET: /authorize
                    redirects: { until: "url(location).host == 'app.test'" }
                    expect:
                      - status == 302
                      - redirects.size() == 2
                      - url(location).scheme == 'https' && url(location).port == 443
                    capture: { code: url(location).query.code }
                  - GET: /done?code=${code}
                    expect: status == 404
                """);
        assertThat(outcome).isEqualTo(new Outcome.Passed());
        assertThat(shop.lines())
                .containsExactly("GET /authorize", "GET /login", "GET /consent?x=1", "GET /done?code=c%2F1");
    }

    @Test
    void an_application_on_a_phone_is_a_place_where_a_chain_may_end_too() {
        redirect("/consent", "com.shop.app:/callback?code=7");
        assertThat(run("""
                        steps:
                          - GET: /authorize
                            redirects: { until: location.startsWith('com.shop.app:') }
                            expect: url(location).query.code == '7'
                        """)).isEqualTo(new Outcome.Passed());
    }

    @Test
    void a_redirect_that_never_comes_is_a_fail() {
        shop.on(GET, "/consent", 200, "Do you agree?");
        assertThat(run("""
                        steps:
                          - GET: /authorize
                            redirects: { max: 5, until: location.contains('code=') }
                        """)).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.fault()).isEqualTo(Fault.REDIRECT);
            assertThat(failed.detail())
                    .startsWith("no redirect came for which this is true: location.contains('code=')");
        });
    }

    @Test
    void with_0_the_redirect_itself_is_the_answer() {
        assertThat(run("""
                        steps:
                          - GET: /authorize
                            redirects: 0
                            expect: status == 302 && url(location).path == '/login'
                        """)).isEqualTo(new Outcome.Passed());
        assertThat(shop.lines()).containsExactly("GET /authorize");
    }

    private Outcome run(String steps) {
        return new Ride(VERTX, shop).run(steps).outcome();
    }
}
