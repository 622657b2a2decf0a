package dev.outrider.shop;

import static dev.outrider.shop.OpenShop.CANARY;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class LoginTest {
    private final OpenShop open = new OpenShop();
    private final Browser ada = open.browser();

    @AfterEach
    void close() {
        open.close();
    }

    @Test
    void the_session_cookie_changes_at_login() {
        ada.open("/login");
        String before = ada.session();
        assertThat(before).isNotEmpty();
        ada.login(CANARY, ShopConfig.DEFAULT_PASSWORD);
        assertThat(ada.session()).isNotEmpty().isNotEqualTo(before);
        assertThat(ada.get("/account").body()).contains(CANARY);
    }

    @Test
    void a_wrong_password_is_answered_200_with_the_form_and_a_complaint() {
        HttpResponse<String> answer = ada.login(CANARY, "wrong");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("<form id=\"login\"", "The email or the password is wrong.");
        assertThat(ada.get("/account").uri().getPath()).isEqualTo("/login");
    }

    @Test
    void a_login_without_the_token_of_its_page_is_refused() {
        ada.open("/login");
        assertThat(ada.csrf("forged")
                        .form("/login", Map.of("_csrf", "forged", "email", CANARY, "password", "ride-ahead"))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void an_order_without_the_token_is_refused() {
        String cart = ada.fillCart(CANARY);
        HttpResponse<String> answer = ada.csrf("forged").order(cart, "key-1");
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
    }

    @Test
    void an_order_without_login_is_refused() {
        ada.open("/login");
        String cart = Browser.json(ada.post("/api/cart/items", new JsonObject().put("product", 1001)))
                .getString("id");
        assertThat(ada.order(cart, "key-1").statusCode()).isEqualTo(401);
    }

    @Test
    void a_session_ends_when_nothing_was_heard_for_its_time() {
        ada.login(CANARY, ShopConfig.DEFAULT_PASSWORD);
        open.pass(Duration.ofMinutes(29));
        assertThat(ada.get("/account").uri().getPath()).isEqualTo("/account");
        open.pass(Duration.ofMinutes(30));
        assertThat(ada.get("/account").uri().getPath()).isEqualTo("/login");
    }

    @Test
    void a_logout_ends_the_session() {
        ada.login(CANARY, ShopConfig.DEFAULT_PASSWORD);
        assertThat(ada.form("/logout", Map.of()).uri().getPath()).isEqualTo("/");
        assertThat(ada.get("/api/orders").statusCode()).isEqualTo(401);
    }
}
