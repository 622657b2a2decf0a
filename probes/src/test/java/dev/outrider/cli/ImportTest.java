package dev.outrider.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recordings become journeys that work. */
class ImportTest {
    private static final Path RECORDINGS =
            Path.of(System.getProperty("outrider.root", ".."), "probes/src/test/resources/recordings");
    private static final String JSON = "application/json";

    @TempDir
    private Path folder = Path.of(".");

    private final Desk desk = new Desk();

    @Test
    void a_purchase_that_chromium_recorded_becomes_a_tidy_journey() throws IOException {
        assertThat(importHar(RECORDINGS.resolve("storefront.har"))).isZero();
        Path golden = RECORDINGS.resolve("storefront.journey.yaml");
        String made = Files.readString(folder.resolve("storefront.journey.yaml"));
        if (System.getProperty("outrider.golden", "").equals("write")) {
            Files.writeString(golden, made);
        }
        assertThat(made).isEqualTo(Files.readString(golden));
        assertThat(desk.err())
                .contains("STOREFRONT_PASSWORD=… outrider run --env recorded")
                .doesNotContain("ride-ahead");
        assertThat(folder.resolve("environments/recorded.yaml")).hasContent("""
                        environment: recorded
                        vars:
                          shop: http://127.0.0.1:8391
                          email: canary-eu-west@shop.test
                        secrets:
                          password: env:STOREFRONT_PASSWORD
                        """);
    }

    @Test
    void it_lints_clean_and_passes_three_times_with_new_sessions() throws IOException {
        assertThat(importHar(RECORDINGS.resolve("storefront.har"))).isZero();
        try (DemoShop shop = new DemoShop()) {
            passes("storefront", "http://127.0.0.1:8391", shop);
        }
    }

    @Test
    void a_purchase_through_an_api_is_correlated_by_fields_and_headers() throws Exception {
        try (DemoShop shop = new DemoShop()) {
            Path har = api(shop).save(folder.resolve("api-purchase.har"));
            assertThat(importHar(har)).isZero();
            String journey = Files.readString(folder.resolve("api-purchase.journey.yaml"));
            assertThat(journey)
                    .contains("left out: 2 analytics, 1 preflights.")
                    .contains("csrf: html.attr('input[name=_csrf]', 'value')")
                    .contains("X-Csrf-Token: ${csrf}")
                    .contains("cart: json.id")
                    .contains("cart: ${cart}")
                    .contains("  idempotencyKey: uuid()")
                    .contains("Idempotency-Key: ${idempotencyKey}")
                    .contains("GET: /api/orders/${order}")
                    .contains("Made of api-purchase.har: requests 10, steps 8;")
                    .contains("until: json.state == 'CONFIRMED'")
                    .contains("finally:");
            assertThat(desk.err())
                    .contains("the header 'idempotency-key' was a UUID that no earlier answer holds")
                    .contains("the header 'x-visitor' looks made for one session, and no earlier answer holds it");
            assertThat(journey).contains("# the header 'x-visitor' looks made for one session");
            passes("api-purchase", shop.url(), shop);
        }
    }

    private static Recorder api(DemoShop open) throws IOException, InterruptedException {
        String shop = open.url();
        Recorder browser = new Recorder();
        String page = browser.ask("GET", shop + "/login", Map.of(), "").body();
        String csrf = page.split("name=\"_csrf\" value=\"", -1)[1].split("\"", -1)[0];
        browser.note("POST", "https://www.google-analytics.com/g/collect?v=2&cid=123.456", "ping");
        browser.ask(
                "POST",
                shop + "/login",
                Map.of("Content-Type", "application/x-www-form-urlencoded"),
                "_csrf=" + csrf + "&email=canary-us-east%40shop.test&password=ride-ahead");
        Map<String, String> headers =
                Map.of("Content-Type", JSON, "X-CSRF-Token", csrf, "X-Visitor", "Zq8rT2mKp4vX9wLs");
        String product = browser.ask("GET", shop + "/api/products/CANARY-0001", Map.of(), "")
                .body();
        int id = new JsonObject(product).getInteger("id");
        browser.note("OPTIONS", shop + "/api/cart/items", "preflight");
        String cart = new JsonObject(browser.ask(
                                "POST",
                                shop + "/api/cart/items",
                                headers,
                                "{\"product\":%d,\"quantity\":1}".formatted(id))
                        .body())
                .getString("id");
        browser.note("GET", "https://connect.facebook.net/tr?id=1", "image");
        String order = order(browser, shop, csrf, cart);
        browser.ask("POST", shop + "/api/orders/" + order + "/pay", headers, "{\"method\":\"canary\"}");
        browser.ask("GET", shop + "/api/orders/" + order, Map.of(), "");
        browser.ask("GET", shop + "/api/orders/" + order, Map.of(), "");
        open.later(Duration.ofSeconds(5));
        browser.ask("GET", shop + "/api/orders/" + order, Map.of(), "");
        browser.ask("POST", shop + "/api/orders/" + order + "/cancel", Map.of("X-CSRF-Token", csrf), "");
        return browser;
    }

    private static String order(Recorder browser, String shop, String csrf, String cart)
            throws IOException, InterruptedException {
        Map<String, String> headers = Map.of(
                "Content-Type",
                JSON,
                "X-CSRF-Token",
                csrf,
                "Idempotency-Key",
                UUID.randomUUID().toString());
        String body = browser.ask("POST", shop + "/api/orders", headers, "{\"cart\":\"" + cart + "\"}")
                .body();
        return new JsonObject(body).getJsonObject("order").getString("id");
    }

    @Test
    void what_is_there_already_is_left_as_it_is() throws IOException {
        importHar(RECORDINGS.resolve("storefront.har"));
        assertThat(importHar(RECORDINGS.resolve("storefront.har"))).isEqualTo(ExitCode.USAGE);
        assertThat(desk.err()).contains("is there already, and is left as it is; --name gives another");
        assertThat(desk.outrider(
                        "import", "curl", "curl -u me:pw https://other.test/x", "--to", folder, "--name", "other"))
                .isZero();
        assertThat(desk.err())
                .contains("environments/recorded.yaml is there already and is left as it is; put this into it, or")
                .contains("  shop: https://other.test")
                .contains("expected to answer 200, which is a guess")
                .contains("  user: me")
                .contains("  password: env:OTHER_PASSWORD")
                .doesNotContain("canary-eu-west");
    }

    @Test
    void what_is_no_recording_is_told() throws IOException {
        Path file = Files.writeString(folder.resolve("x.har"), "{}");
        assertThat(importHar(file)).isEqualTo(ExitCode.INVALID);
        assertThat(desk.err()).isEqualTo("error: this is not a HAR: it has no log.entries\n");
        assertThat(desk.outrider("import", "har", folder.resolve("none.har"))).isEqualTo(ExitCode.USAGE);
        assertThat(desk.outrider("import")).isEqualTo(ExitCode.USAGE);
        assertThat(desk.err()).startsWith("error: say what to import: har, curl or postman");
        assertThat(desk.outrider("import", "hra", "x")).isEqualTo(ExitCode.USAGE);
        assertThat(desk.err()).contains("did you mean 'outrider import har'?");
    }

    private int importHar(Path har) {
        return desk.outrider("import", "har", har, "--to", folder);
    }

    private void passes(String journey, String recordedAt, DemoShop shop) throws IOException {
        Path environment = folder.resolve("environments/recorded.yaml");
        Files.writeString(
                environment,
                Files.readString(environment)
                        .replace(recordedAt, shop.url())
                        .replaceAll("password: env:\\w+", "password: file:password"));
        Files.createDirectories(folder.resolve("secrets/team-shop"));
        Files.writeString(folder.resolve("secrets/team-shop/password"), "ride-ahead");
        assertThat(desk.outrider("lint", folder)).as(desk.out()).isZero();
        assertThat(desk.err()).isEqualTo("2 files: no errors, no warnings\n");
        Path script = folder.resolve(journey + ".journey.yaml");
        assertThat(desk.outrider("run", "--repeat", "3", "--secrets", folder.resolve("secrets"), script))
                .as(() -> desk.out() + desk.err())
                .isZero();
        assertThat(desk.out().split("\nPASS ", -1)).hasSize(4);
        assertThat(desk.out()).doesNotContain("clean-up failed");
    }
}
