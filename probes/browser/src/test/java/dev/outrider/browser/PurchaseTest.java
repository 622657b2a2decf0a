package dev.outrider.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrider.result.Outcome;
import dev.outrider.result.RunResult;
import dev.outrider.run.RunSettings;
import dev.outrider.shop.Shop;
import dev.outrider.shop.ShopConfig;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A purchase in the demo shop, in a real Chromium. */
class PurchaseTest {
    private static final Vertx VERTX = Vertx.vertx();

    @TempDir
    private static Path secrets;

    private static Shop shop;
    private static Ride ride;

    @BeforeAll
    static void open() {
        Machine.assumeBrowser();
        shop = Shop.start(VERTX, ShopConfig.DEFAULT).await();
        ride = new Ride("http://127.0.0.1:" + shop.port(), RunSettings.DEFAULT, secrets);
    }

    @AfterAll
    static void close() {
        if (ride != null) {
            ride.close();
            shop.close().await();
        }
    }

    @Test
    void a_customer_buys_in_a_browser_and_goes_on_by_http() {
        RunResult run = ride.run("""
                mutates: true
                steps:
                  - name: Log in
                    browser:
                      - goto: /login
                      - fill: { label=Email: "${env.user}", label=Password: "${secrets.password}" }
                      - click: role=button[name="Sign in"]
                      - see: role=heading[name="My account"]
                    expect:
                      - page.title.contains('Shop')
                      - page.url == env.shop + '/account'
                      - vitals.ttfb < duration('60s') && vitals.fcp < duration('60s')
                  - name: The same customer by HTTP
                    GET: /account
                    expect: html.text('h1') == 'My account'
                  - name: Buy
                    browser:
                      - goto: /p/CANARY-0001
                      - click: role=button[name="Add to cart"]
                      - click: role=link[name="Checkout"]
                      - click: testid=pay
                      - see: text=Thank you
                    expect: page.url.contains('/orders/') && page.count('tbody tr') == 1
                    capture:
                      order: page.text('[data-testid=order-id]')
                      csrf: page.attr('input[name=_csrf]', 'value')
                finally:
                  - name: Cancel
                    POST: /api/orders/${order}/cancel
                    headers: { X-CSRF-Token: "${csrf}" }
                """);
        assertThat(run.outcome()).as("%s", run.steps()).isEqualTo(new Outcome.Passed());
        assertThat(run.cleanupFailed()).isFalse();
        assertThat(shop.orders().figures().open()).isZero();
    }

    @Test
    void what_is_not_on_the_page_is_told_with_what_is() {
        RunResult run = ride.run("""
                steps:
                  - name: Log in
                    browser:
                      - goto: /login
                      - fill: { label=E-mail: nobody }
                    timeout: 2s
                """);
        assertThat(run.outcome())
                .isEqualTo(new Outcome.Failed(
                        Outcome.Fault.EXPECTATION,
                        "there is no label=E-mail to fill in within 2 s; the page 'Sign in · Waystone Shop' is at http://127.0.0.1:%d/login, and has these fields: 'Search', 'Email', 'Password'"
                                .formatted(shop.port())));
        assertThat(run.evidence().views()).singleElement().satisfies(view -> {
            assertThat(view.title()).isEqualTo("Sign in · Waystone Shop");
            assertThat(view.picture()).get().asString().startsWith("/9j/");
        });
    }
}
