package dev.outrider.shop;

import static dev.outrider.shop.Browser.field;
import static dev.outrider.shop.Browser.json;
import static dev.outrider.shop.OpenShop.CANARY;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.RSAPublicKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class OidcTest {
    private static final String VERIFIER = "the-verifier-that-nobody-else-knows-0123456789";
    private static final String CHALLENGE = Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(Digests.digest(VERIFIER.getBytes(StandardCharsets.US_ASCII)));

    private final OpenShop open = new OpenShop();
    private final Browser ada = open.browser().following(false);

    @AfterEach
    void close() {
        open.close();
    }

    @Test
    void a_stranger_logs_in_consents_once_and_brings_a_code() {
        String login = location(ada.get(authorize("shop-app")));
        assertThat(login).startsWith("/login?next=%2Foidc%2Fauthorize");
        String form = ada.open(login).body();
        String next = location(ada.form(
                "/login",
                Map.of(
                        "_csrf",
                        field(form, "_csrf"),
                        "email",
                        CANARY,
                        "password",
                        ShopConfig.DEFAULT_PASSWORD,
                        "next",
                        OidcRequest.encoded(field(form, "next").replace("&amp;", "&")))));
        HttpResponse<String> consent = ada.get(next);
        assertThat(consent.body()).contains("form id=\"consent\"", "Allow shop-app");
        String back = location(allow(consent.body()));
        assertThat(location(ada.get(back)))
                .startsWith("https://app.shop.test/callback?code=")
                .endsWith("&state=s-1");
        assertThat(location(ada.get(authorize("shop-app")))).startsWith("https://app.shop.test/callback?code=");
        assertThat(ada.get(authorize("shop-app") + "&prompt=consent").body()).contains("form id=\"consent\"");
    }

    @Test
    void the_id_token_is_signed_by_a_key_that_is_published() throws Exception {
        JsonObject answer = json(token("shop-app", code("shop-app"), VERIFIER));
        String[] parts = answer.getString("id_token").split("\\.", -1);
        JsonObject key = json(ada.get("/api/oidc/keys")).getJsonArray("keys").getJsonObject(0);
        PublicKey rsa = KeyFactory.getInstance("RSA")
                .generatePublic(new RSAPublicKeySpec(number(key.getString("n")), number(key.getString("e"))));
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(rsa);
        signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
        assertThat(signature.verify(Base64.getUrlDecoder().decode(parts[2]))).isTrue();
        assertThat(decoded(parts[0]).getString("alg")).isEqualTo("RS256");
        assertThat(decoded(parts[1]))
                .isEqualTo(new JsonObject()
                        .put("iss", ada.origin())
                        .put("sub", CANARY)
                        .put("aud", "shop-app")
                        .put("iat", (int) open.instant().getEpochSecond())
                        .put("exp", (int) open.instant().getEpochSecond() + 300)
                        .put("nonce", "n-1")
                        .put("email", CANARY));
        assertThat(json(ada.get("/api/oidc/userinfo", "Authorization", "Bearer " + answer.getString("access_token")))
                        .getString("email"))
                .isEqualTo(CANARY);
    }

    @Test
    void each_client_has_the_signature_that_it_wants() {
        String tablet =
                json(token("shop-tablet", code("shop-tablet"), VERIFIER)).getString("id_token");
        assertThat(decoded(tablet.split("\\.", -1)[0]).getString("alg")).isEqualTo("ES256");
        assertThat(Base64.getUrlDecoder().decode(tablet.split("\\.", -1)[2])).hasSize(64);
        String desk = json(token("shop-desk", code("shop-desk"), VERIFIER, basic("shop-desk")))
                .getString("id_token");
        String signed = desk.substring(0, desk.lastIndexOf('.'));
        assertThat(desk.substring(signed.length() + 1))
                .isEqualTo(Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(
                                Digests.hmac(ShopConfig.DEFAULT_PASSWORD.getBytes(StandardCharsets.UTF_8), signed)));
    }

    @Test
    void a_code_is_good_once_for_a_minute_and_with_its_verifier_only() {
        String code = code("shop-app");
        assertThat(token("shop-app", code, VERIFIER).statusCode()).isEqualTo(200);
        assertThat(json(token("shop-app", code, VERIFIER)).getString("error")).isEqualTo("invalid_grant");
        assertThat(token("shop-app", code("shop-app"), "another").statusCode()).isEqualTo(400);
        String old = code("shop-app");
        open.pass(Duration.ofSeconds(60));
        assertThat(token("shop-app", old, VERIFIER).statusCode()).isEqualTo(400);
    }

    @Test
    void what_is_asked_wrongly_is_answered_at_the_programs_address_or_not_at_all() {
        ada.login(CANARY, ShopConfig.DEFAULT_PASSWORD);
        assertThat(location(ada.get(authorize("shop-app").replace("S256", "plain"))))
                .isEqualTo("https://app.shop.test/callback?error=invalid_request&state=s-1");
        assertThat(ada.get(authorize("nobody")).statusCode()).isEqualTo(400);
        assertThat(ada.get(authorize("shop-app").replace("app.shop.test", "evil.test"))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void a_service_gets_a_token_for_its_secret() {
        Map<String, String> asks = Map.of("grant_type", "client_credentials", "scope", "supply:read");
        HttpResponse<String> granted = ada.form("/api/oidc/token", asks, "Authorization", basic("canary-service"));
        String token = json(granted).getString("access_token");
        assertThat(json(ada.get("/api/supply", "Authorization", "Bearer " + token))
                        .getInteger("inDays"))
                .isEqualTo(12);
        assertThat(ada.get("/api/supply").statusCode()).isEqualTo(401);
        assertThat(json(ada.form("/api/oidc/token", asks)).getString("error")).isEqualTo("invalid_client");
        open.pass(Duration.ofMinutes(5));
        assertThat(ada.get("/api/supply", "Authorization", "Bearer " + token).statusCode())
                .isEqualTo(401);
    }

    private static String authorize(String client) {
        return "/oidc/authorize?response_type=code&client_id=" + client
                + "&redirect_uri=https%3A%2F%2Fapp.shop.test%2Fcallback&scope=openid&state=s-1&nonce=n-1&code_challenge="
                + CHALLENGE + "&code_challenge_method=S256";
    }

    private String code(String client) {
        ada.login(CANARY, ShopConfig.DEFAULT_PASSWORD);
        HttpResponse<String> answer = ada.get(authorize(client));
        String to = answer.statusCode() == 200 ? location(ada.get(location(allow(answer.body())))) : location(answer);
        String query = URI.create(to).getQuery();
        return query.substring("code=".length(), query.indexOf('&'));
    }

    private HttpResponse<String> allow(String page) {
        Map<String, String> fields = new HashMap<>();
        for (String name : new String[] {
            "_csrf",
            "response_type",
            "client_id",
            "redirect_uri",
            "scope",
            "state",
            "nonce",
            "code_challenge",
            "code_challenge_method"
        }) {
            fields.put(name, OidcRequest.encoded(field(page, name)));
        }
        fields.put("answer", "allow");
        return ada.form("/oidc/consent", fields);
    }

    private HttpResponse<String> token(String client, String code, String verifier, String... basic) {
        Map<String, String> fields = Map.of(
                "grant_type", "authorization_code",
                "client_id", client,
                "code", code,
                "redirect_uri", "https%3A%2F%2Fapp.shop.test%2Fcallback",
                "code_verifier", verifier);
        return basic.length == 0
                ? ada.form("/api/oidc/token", fields)
                : ada.form("/api/oidc/token", fields, "Authorization", basic[0]);
    }

    private static String basic(String user) {
        return "Basic "
                + Base64.getEncoder()
                        .encodeToString((user + ":" + ShopConfig.DEFAULT_PASSWORD).getBytes(StandardCharsets.UTF_8));
    }

    private static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("location").orElse("none, but " + answer.statusCode());
    }

    private static JsonObject decoded(String part) {
        return new JsonObject(new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8));
    }

    private static BigInteger number(String base64) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(base64));
    }
}
