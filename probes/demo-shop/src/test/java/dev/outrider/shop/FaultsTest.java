package dev.outrider.shop;

import static dev.outrider.shop.Browser.json;
import static dev.outrider.shop.OpenShop.CANARY;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class FaultsTest {
    private final OpenShop open = new OpenShop();
    private final Browser europe = open.browser().from("eu-west");
    private final Browser america = open.browser().from("us-east");

    @AfterEach
    void close() {
        open.close();
    }

    @Test
    void a_fault_of_one_region_leaves_the_others_alone() {
        europe.put(
                "/admin/faults",
                "{\"step\": \"product\", \"kind\": \"error\", \"status\": 502, \"region\": \"eu-west\"}");
        assertThat(product(europe).statusCode()).isEqualTo(502);
        assertThat(product(america).statusCode()).isEqualTo(200);
        assertThat(europe.get("/").statusCode()).isEqualTo(200);
        europe.delete("/admin/faults");
        assertThat(product(europe).statusCode()).isEqualTo(200);
    }

    @Test
    void a_fault_goes_by_the_source_address_too() {
        open.shop.faults().put(Fault.in("127.0.0.1", Step.PRODUCT, new Fault.Failure(503)));
        assertThat(product(america).statusCode()).isEqualTo(503);
    }

    @Test
    void the_fault_of_a_region_goes_before_the_one_for_everybody() {
        open.shop.faults().put(Fault.everywhere(Step.PRODUCT, new Fault.Failure(500)));
        open.shop.faults().put(Fault.in("eu-west", Step.PRODUCT, new Fault.Failure(502)));
        assertThat(product(europe).statusCode()).isEqualTo(502);
        assertThat(product(america).statusCode()).isEqualTo(500);
        open.shop.faults().clear(Step.PRODUCT, "eu-west");
        assertThat(product(europe).statusCode()).isEqualTo(500);
    }

    @Test
    void a_broken_payment_takes_no_money() {
        String path = "/api/orders/" + europe.orderOne(CANARY, "ref-1");
        open.shop.faults().put(Fault.everywhere(Step.PAY, new Fault.Failure(502)));
        assertThat(europe.post(path + "/pay", new JsonObject()).statusCode()).isEqualTo(502);
        open.pass(Duration.ofSeconds(10));
        assertThat(json(europe.get(path)).getString("state")).isEqualTo("PENDING");
    }

    @Test
    void wrong_content_comes_with_200() {
        open.shop.faults().put(Fault.everywhere(Step.PRODUCT, new Fault.Wrong()));
        open.shop.faults().put(Fault.everywhere(Step.HOME, new Fault.Wrong()));
        assertThat(product(europe).statusCode()).isEqualTo(200);
        assertThat(json(product(europe)).containsKey("price")).isFalse();
        assertThat(europe.get("/").body()).contains("Back soon").doesNotContain("Welcome");
    }

    @Test
    void a_hanging_step_answers_when_its_fault_is_over() throws Exception {
        open.shop.faults().put(Fault.in("eu-west", Step.PRODUCT, new Fault.Hang()));
        CompletableFuture<HttpResponse<String>> hanging = europe.getLater("/api/products/CANARY-0001");
        assertThat(product(america).statusCode()).isEqualTo(200);
        awaitLooksAgain();
        assertThat(hanging).isNotDone();
        open.shop.faults().clear();
        assertThat(hanging.get(5, SECONDS).statusCode()).isEqualTo(200);
        assertThat(open.shop.requests().since(0).getLast().fault()).hasValue("hang");
    }

    @Test
    void a_customer_who_goes_while_a_step_hangs_is_logged_as_unanswered() throws Exception {
        open.shop.faults().put(Fault.everywhere(Step.PRODUCT, new Fault.Hang()));
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), open.shop.port())) {
            socket.getOutputStream()
                    .write("GET /api/products/CANARY-0001 HTTP/1.1\r\nHost: shop\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
        }
        await(() -> open.shop.requests().lastSeq() == 1);
        RequestLog.Entry entry = open.shop.requests().since(0).getFirst();
        assertThat(entry.status()).isZero();
        assertThat(entry.fault()).hasValue("hang");
    }

    /** The other request may overtake the one that hangs; coming and going does not look at the clock ten times. */
    private void awaitLooksAgain() {
        long before = open.looks();
        await(() -> open.looks() >= before + 10);
    }

    private static void await(BooleanSupplier done) {
        long end = System.nanoTime() + SECONDS.toNanos(5);
        while (!done.getAsBoolean() && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }

    @Test
    void a_slow_step_does_its_work_later() {
        open.shop.faults().put(Fault.everywhere(Step.PRODUCT, new Fault.Slow(Duration.ofMillis(150))));
        long start = System.nanoTime();
        assertThat(product(europe).statusCode()).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(149));
    }

    @Test
    void a_timetable_begins_and_ends_by_the_clock_alone() {
        Instant now = open.instant();
        JsonArray timetable = new JsonArray()
                .add(new JsonObject()
                        .put("from", now.plusSeconds(10).toString())
                        .put("to", now.plusSeconds(20).toString())
                        .put("step", "product")
                        .put("kind", "error")
                        .put("status", 502)
                        .put("region", "eu-west"));
        assertThat(europe.put("/admin/timetable", timetable.encode()).statusCode())
                .isEqualTo(200);
        assertThat(product(europe).statusCode()).isEqualTo(200);
        open.pass(Duration.ofSeconds(10));
        assertThat(product(europe).statusCode()).isEqualTo(502);
        assertThat(product(america).statusCode()).isEqualTo(200);
        open.pass(Duration.ofSeconds(10));
        assertThat(product(europe).statusCode()).isEqualTo(200);
    }

    @Test
    void a_list_of_faults_takes_the_place_of_all_others() {
        open.shop.faults().put(Fault.everywhere(Step.HOME, new Fault.Hang()));
        JsonObject answer = json(europe.put("/admin/faults", "[{\"step\":\"pay\",\"kind\":\"slow\",\"ms\":700}]"));
        assertThat(answer.getJsonArray("faults").encode())
                .isEqualTo("[{\"step\":\"pay\",\"kind\":\"slow\",\"ms\":700}]");
        assertThat(open.shop.faults().active())
                .isEqualTo(List.of(Fault.everywhere(Step.PAY, new Fault.Slow(Duration.ofMillis(700)))));
    }

    @ParameterizedTest
    @MethodSource
    void a_fault_that_cannot_be_understood_is_refused_with_a_sentence(String body, String sentence) {
        HttpResponse<String> answer = europe.put("/admin/faults", body);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
        assertThat(json(answer).getString("detail")).startsWith(sentence);
        assertThat(open.shop.faults().switched()).isEmpty();
    }

    static Stream<Arguments> a_fault_that_cannot_be_understood_is_refused_with_a_sentence() {
        return Stream.of(
                argumentSet("nothing", "", "the body is empty"),
                argumentSet("not JSON", "{step", "the body is not JSON"),
                argumentSet(
                        "a text", "\"pay\"", "a fault is a JSON object with the keys kind, ms, region, status, step"),
                argumentSet("no step", "{\"kind\":\"hang\"}", "step is missing; steps: home, search, products"),
                argumentSet(
                        "unknown step",
                        "{\"step\":\"pays\",\"kind\":\"hang\"}",
                        "there is no step 'pays'; steps: home, search"),
                argumentSet(
                        "unknown kind",
                        "{\"step\":\"pay\",\"kind\":\"explode\"}",
                        "there is no kind 'explode'; kinds: slow, error, wrong, hang"),
                argumentSet(
                        "unknown key",
                        "{\"step\":\"pay\",\"kind\":\"hang\",\"zone\":\"x\"}",
                        "there is no key 'zone'; keys: kind, ms, region, status, step"),
                argumentSet(
                        "a status that is none",
                        "{\"step\":\"pay\",\"kind\":\"error\",\"status\":200}",
                        "status: a whole number from 400 to 599, not 200"),
                argumentSet(
                        "a key of another kind",
                        "{\"step\":\"pay\",\"kind\":\"slow\",\"status\":502}",
                        "status belongs to the kind error, not to slow"),
                argumentSet(
                        "a region that is no text",
                        "{\"step\":\"pay\",\"kind\":\"hang\",\"region\":1}",
                        "region: a text, not 1"));
    }

    @Test
    void a_window_that_ends_before_it_begins_is_refused() {
        String window =
                "[{\"step\":\"pay\",\"kind\":\"hang\",\"from\":\"2026-11-27T12:00:00Z\",\"to\":\"2026-11-27T11:00:00Z\"}]";
        assertThat(json(europe.put("/admin/timetable", window)).getString("detail"))
                .isEqualTo("from 2026-11-27T12:00:00Z is not before to 2026-11-27T11:00:00Z");
        String noon = "[{\"step\":\"pay\",\"kind\":\"hang\",\"from\":\"noon\",\"to\":\"2026-11-27T11:00:00Z\"}]";
        assertThat(json(europe.put("/admin/timetable", noon)).getString("detail"))
                .isEqualTo("from: an instant such as 2026-11-27T12:00:00Z, not 'noon'");
    }

    private static HttpResponse<String> product(Browser browser) {
        return browser.get("/api/products/CANARY-0001");
    }
}
