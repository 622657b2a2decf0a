package dev.outrider.shop;

import static dev.outrider.shop.Browser.json;
import static dev.outrider.shop.OpenShop.CANARY;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class LoyaltyTest {
    private final OpenShop open = new OpenShop();
    private final Browser ada = open.browser();

    @AfterEach
    void close() {
        open.close();
    }

    @Test
    void each_answer_brings_the_token_of_the_next_call() {
        String first = token(begin(ShopConfig.DEFAULT_PASSWORD));
        HttpResponse<String> points = ada.get("/api/loyalty/points", "X-Token", first);
        assertThat(json(points).getInteger("points")).isEqualTo(120);
        assertThat(ada.get("/api/loyalty/offers", "X-Token", token(points)).statusCode())
                .isEqualTo(200);
    }

    @Test
    void a_token_is_good_for_one_call() {
        String first = token(begin(ShopConfig.DEFAULT_PASSWORD));
        ada.get("/api/loyalty/points", "X-Token", first);
        assertThat(ada.get("/api/loyalty/points", "X-Token", first).statusCode())
                .isEqualTo(401);
        assertThat(ada.get("/api/loyalty/points").statusCode()).isEqualTo(401);
    }

    @Test
    void the_first_needs_the_password() {
        assertThat(begin("wrong").statusCode()).isEqualTo(401);
        assertThat(ada.post("/api/loyalty/sessions", new JsonObject(), "Authorization", "Basic %%%")
                        .statusCode())
                .isEqualTo(401);
    }

    private HttpResponse<String> begin(String password) {
        String basic = Base64.getEncoder().encodeToString((CANARY + ":" + password).getBytes(StandardCharsets.UTF_8));
        return ada.post("/api/loyalty/sessions", new JsonObject(), "Authorization", "Basic " + basic);
    }

    private static String token(HttpResponse<String> answer) {
        return answer.headers().firstValue("X-Next-Token").orElse("");
    }
}
