package dev.outrider.shop;

import static dev.outrider.shop.Browser.json;
import static dev.outrider.shop.OpenShop.CANARY;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RequestLogTest {
    @Test
    void the_log_says_who_asked_for_what_and_what_came_of_it() {
        try (OpenShop open = new OpenShop()) {
            Browser ada = open.browser();
            String id = ada.orderOne(CANARY, "ref-1");
            open.shop.faults().put(Fault.everywhere(Step.PAY, new Fault.Failure(502)));
            ada.post("/api/orders/" + id + "/pay", new JsonObject());

            List<RequestLog.Entry> entries = open.shop.requests().since(0);
            assertThat(entries.stream().map(entry -> entry.step().word()))
                    .containsExactly("login-page", "login", "account", "cart", "order", "pay");
            assertThat(entries.get(4).json())
                    .isEqualTo(new JsonObject("""
                    {"seq": 5, "at": "2026-11-27T12:00:00.000Z", "method": "POST", "path": "/api/orders", "step": "order",
                     "region": "eu-west", "status": 201, "ms": 0, "fault": null, "order": "%s", "reference": "ref-1",
                     "traceparent": "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"}""".formatted(id)).put("ms", 0L).put("seq", 5L));
            assertThat(entries.get(5).fault()).hasValue("error");
            assertThat(entries.get(5).status()).isEqualTo(502);
        }
    }

    @Test
    void only_what_is_newer_is_handed_out() {
        try (OpenShop open = new OpenShop()) {
            Browser ada = open.browser();
            ada.get("/");
            ada.get("/search?q=map");
            JsonObject page = json(ada.get("/admin/requests?since=1"));
            assertThat(page.getJsonArray("items")).hasSize(1);
            assertThat(page.getJsonArray("items").getJsonObject(0).getString("step"))
                    .isEqualTo("search");
            assertThat(page.getLong("last")).isEqualTo(2);
            assertThat(ada.get("/admin/requests?since=now").statusCode()).isEqualTo(400);
        }
    }

    @Test
    void the_file_holds_every_request_as_a_line_and_is_appended_to(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("requests.jsonl");
        for (int start = 0; start < 2; start++) {
            try (OpenShop open = new OpenShop(ShopConfig.DEFAULT.withLog(file))) {
                open.browser().get("/");
            }
        }
        assertThat(Files.readAllLines(file))
                .hasSize(2)
                .allSatisfy(line ->
                        assertThat(new JsonObject(line).getString("step")).isEqualTo("home"));
    }

    @Test
    void open_orders_are_listed_for_whoever_cleans_up() {
        try (OpenShop open = new OpenShop()) {
            Browser ada = open.browser();
            String id = ada.orderOne(CANARY, "ref-1");
            JsonObject orders = json(ada.get("/admin/orders"));
            assertThat(orders.getInteger("open")).isEqualTo(1);
            assertThat(orders.getString("oldestOpen")).isEqualTo("2026-11-27T12:00:00.000Z");
            assertThat(orders.getJsonArray("items").getJsonObject(0).getString("account"))
                    .isEqualTo(CANARY);
            ada.post("/api/orders/" + id + "/cancel", new JsonObject());
            orders = json(ada.get("/admin/orders"));
            assertThat(orders.getInteger("open")).isZero();
            assertThat(orders.getJsonObject("counts")).isEqualTo(new JsonObject().put("CANCELLED", 1L));
        }
    }
}
