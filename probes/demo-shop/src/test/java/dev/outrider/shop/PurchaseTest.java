package dev.outrider.shop;

import static dev.outrider.shop.Browser.field;
import static dev.outrider.shop.Browser.json;
import static dev.outrider.shop.OpenShop.CANARY;
import static dev.outrider.shop.OpenShop.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class PurchaseTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final OpenShop open = new OpenShop(ShopConfig.DEFAULT.withStock(2).withOrderTtl(Duration.ofMinutes(5)));
    private final Browser ada = open.browser();

    @AfterEach
    void close() {
        open.close();
    }

    @Test
    void a_customer_logs_in_fills_a_cart_orders_pays_and_cancels() {
        assertThat(ada.login(CANARY, ShopConfig.DEFAULT_PASSWORD).uri().getPath())
                .isEqualTo("/account");
        JsonObject product = json(ada.get("/api/products/CANARY-0001"));
        assertThat(product.getDouble("price")).isEqualTo(1.0);
        HttpResponse<String> added =
                ada.post("/api/cart/items", new JsonObject().put("product", product.getInteger("id")));
        assertThat(added.statusCode()).isEqualTo(201);
        String cart = json(added).getString("id");

        JsonObject order = json(ada.order(cart, "ref-1")).getJsonObject("order");
        assertThat(order.getString("state")).isEqualTo("PENDING");
        assertThat(order.getString("reference")).isEqualTo("ref-1");
        String path = "/api/orders/" + order.getString("id");
        assertThat(ada.post(path + "/pay", new JsonObject()).statusCode()).isEqualTo(202);
        assertThat(state(path)).isEqualTo("PENDING");
        open.pass(SECOND);
        assertThat(state(path)).isEqualTo("CONFIRMED");
        assertThat(stock()).isEqualTo(1);

        assertThat(ada.post("/api/orders/by-reference/ref-1/cancel", new JsonObject())
                        .statusCode())
                .isEqualTo(200);
        assertThat(state(path)).isEqualTo("CANCELLED");
        assertThat(stock()).isEqualTo(2);
        assertThat(ada.delete("/api/cart/" + cart).statusCode()).isEqualTo(204);
    }

    @Test
    void a_second_cancel_gives_nothing_back_twice() {
        String path = "/api/orders/" + ada.orderOne(CANARY, "ref-1") + "/cancel";
        ada.post(path, new JsonObject());
        assertThat(ada.post(path, new JsonObject()).statusCode()).isEqualTo(200);
        assertThat(stock()).isEqualTo(2);
    }

    @Test
    void an_order_that_nobody_pays_is_not_confirmed() {
        String path = "/api/orders/" + ada.orderOne(CANARY, "ref-1");
        open.pass(SECOND.multipliedBy(60));
        assertThat(state(path)).isEqualTo("PENDING");
    }

    @Test
    void a_declined_card_is_answered_402_and_the_order_stays_unpaid() {
        String path = "/api/orders/" + ada.orderOne(CANARY, "ref-1");
        HttpResponse<String> declined = ada.post(path + "/pay", new JsonObject().put("card", "4000000000000002"));
        assertThat(declined.statusCode()).isEqualTo(402);
        assertThat(json(declined).getString("code")).isEqualTo("card_declined");
        assertThat(json(ada.get(path)).getString("payment")).isEqualTo("due");
        assertThat(ada.post(path + "/pay", new JsonObject().put("card", "4000000000000001"))
                        .statusCode())
                .isEqualTo(202);
    }

    @Test
    void what_is_sold_out_says_what_to_take_instead() {
        JsonObject gone = json(ada.get("/api/products/TENT-0009"));
        assertThat(gone.getInteger("stock")).isZero();
        JsonObject other = json(ada.get("/api/products/" + gone.getString("alternative")));
        assertThat(other.getInteger("stock")).isEqualTo(2);
        assertThat(other.containsKey("alternative")).isFalse();
    }

    @Test
    void the_same_key_gives_the_same_order_and_takes_the_stock_once() {
        String cart = ada.fillCart(CANARY);
        HttpResponse<String> first = ada.order(cart, "key-1");
        HttpResponse<String> second = ada.order(cart, "key-1");
        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(stock()).isEqualTo(1);
    }

    @Test
    void the_same_key_for_another_order_is_refused() {
        String cart = ada.fillCart(CANARY);
        ada.order(cart, "key-1");
        HttpResponse<String> other = ada.post(
                "/api/orders", new JsonObject().put("cart", cart).put("reference", "else"), "Idempotency-Key", "key-1");
        assertThat(other.statusCode()).isEqualTo(422);
    }

    @Test
    void an_order_without_key_is_refused() {
        HttpResponse<String> answer = ada.post("/api/orders", new JsonObject().put("cart", ada.fillCart(CANARY)));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).getString("detail")).contains("Idempotency-Key");
    }

    @Test
    void stock_runs_out_when_nobody_cancels() {
        ada.orderOne(CANARY, "ref-1");
        open.browser().orderOne(OTHER, "ref-2");
        Browser late = open.browser();
        HttpResponse<String> refused = late.order(late.fillCart(CANARY), "ref-3");
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(json(refused).getString("detail")).isEqualTo("not enough stock of CANARY-0001");
        assertThat(ada.get("/p/CANARY-0001").body()).contains("Sold out");
    }

    @Test
    void an_order_that_nobody_cancels_expires_and_gives_its_stock_back() {
        String path = "/api/orders/" + ada.orderOne(CANARY, "ref-1");
        ada.post(path + "/pay", new JsonObject());
        open.pass(Duration.ofMinutes(5).minusMillis(1));
        assertThat(state(path)).isEqualTo("CONFIRMED");
        assertThat(stock()).isEqualTo(1);
        open.pass(Duration.ofMillis(1));
        assertThat(state(path)).isEqualTo("EXPIRED");
        assertThat(stock()).isEqualTo(2);
        assertThat(open.shop.orders().figures().open()).isZero();
        assertThat(ada.post(path + "/pay", new JsonObject()).statusCode()).isEqualTo(409);
    }

    @Test
    void orders_of_somebody_else_are_not_there() {
        String id = ada.orderOne(CANARY, "ref-1");
        Browser other = open.browser();
        other.login(OTHER, ShopConfig.DEFAULT_PASSWORD);
        assertThat(other.get("/api/orders/" + id).statusCode()).isEqualTo(404);
        assertThat(other.post("/api/orders/" + id + "/cancel", new JsonObject()).statusCode())
                .isEqualTo(404);
        assertThat(other.post("/api/orders/by-reference/ref-1/cancel", new JsonObject())
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void a_person_buys_with_pages_alone() {
        ada.login(CANARY, ShopConfig.DEFAULT_PASSWORD);
        String csrf = field(ada.get("/p/CANARY-0001").body(), "_csrf");
        assertThat(ada.form("/cart", Map.of("_csrf", csrf, "sku", "CANARY-0001"))
                        .body())
                .contains("Canary", "Checkout");
        String checkout = ada.get("/checkout").body();
        HttpResponse<String> paid = ada.form(
                "/checkout", Map.of("_csrf", csrf, "cart", field(checkout, "cart"), "key", field(checkout, "key")));
        assertThat(paid.uri().getPath()).startsWith("/orders/o-");
        assertThat(paid.body()).contains("Thank you", "PENDING");
        open.pass(SECOND);
        assertThat(ada.get(paid.uri().getPath()).body()).contains("CONFIRMED");
        assertThat(ada.form(paid.uri().getPath() + "/cancel", Map.of("_csrf", csrf))
                        .body())
                .contains("CANCELLED");
    }

    @Test
    void a_cart_takes_whole_numbers_of_known_products_only() {
        ada.open("/login");
        assertThat(ada.post("/api/cart/items", new JsonObject().put("product", 7))
                        .statusCode())
                .isEqualTo(422);
        assertThat(ada.post(
                                "/api/cart/items",
                                new JsonObject().put("product", 1001).put("quantity", 0))
                        .statusCode())
                .isEqualTo(422);
        assertThat(json(ada.post("/api/cart/items", new JsonObject().put("product", "SHOE-0042")))
                        .getDouble("total"))
                .isEqualTo(89.9);
    }

    @Test
    void a_search_finds_by_words_and_shows_them_inert() {
        assertThat(json(ada.get("/api/search?q=shoe")).getJsonArray("items")).hasSize(1);
        assertThat(ada.get("/search?q=%3Cscript%3E").body())
                .contains("&lt;script&gt;")
                .doesNotContain("<script>");
    }

    private String state(String path) {
        return json(ada.get(path)).getString("state");
    }

    private int stock() {
        return json(ada.get("/api/products/CANARY-0001")).getInteger("stock");
    }
}
