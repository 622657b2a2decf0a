package dev.outrider.shop;

import static dev.outrider.shop.Browser.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class PartnerTest {
    private static final String PATH = "/api/partner/orders";
    private static final JsonObject ORDER = new JsonObject().put("sku", "CANARY-0001");

    private final OpenShop open = new OpenShop();
    private final Browser partner = open.browser();

    @AfterEach
    void close() {
        open.close();
    }

    @Test
    void a_signed_order_is_accepted_and_can_be_withdrawn_once() {
        HttpResponse<String> accepted = order(now(), signature("POST", PATH, ORDER.encode()));
        assertThat(accepted.statusCode()).isEqualTo(202);
        String path = PATH + "/" + json(accepted).getString("id");
        assertThat(withdraw(path).statusCode()).isEqualTo(204);
        assertThat(withdraw(path).statusCode()).isEqualTo(404);
    }

    @Test
    void a_signature_of_something_else_is_refused() {
        assertThat(order(now(), signature("POST", PATH, "{}")).statusCode()).isEqualTo(401);
        assertThat(order(now(), signature("POST", PATH + "?x", ORDER.encode())).statusCode())
                .isEqualTo(401);
        assertThat(partner.post(PATH, ORDER).statusCode()).isEqualTo(401);
    }

    @Test
    void an_old_signature_is_refused() {
        String then = now();
        String signature = signature("POST", PATH, ORDER.encode());
        open.pass(java.time.Duration.ofSeconds(301));
        assertThat(json(order(then, signature)).getString("detail")).startsWith("X-Timestamp: now");
    }

    private HttpResponse<String> order(String at, String signature) {
        return partner.post(PATH, ORDER, "X-Timestamp", at, "X-Signature", signature);
    }

    private HttpResponse<String> withdraw(String path) {
        return partner.delete(path, "X-Timestamp", now(), "X-Signature", signature("DELETE", path, ""));
    }

    private String signature(String method, String path, String body) {
        String digest = Digests.sha256(body.getBytes(StandardCharsets.UTF_8));
        byte[] key = ShopConfig.DEFAULT_PASSWORD.getBytes(StandardCharsets.UTF_8);
        return Digests.hex(Digests.hmac(key, method + "\n" + path + "\n" + now() + "\n" + digest));
    }

    private String now() {
        return Long.toString(open.instant().getEpochSecond());
    }
}
