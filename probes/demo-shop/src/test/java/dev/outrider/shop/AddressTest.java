package dev.outrider.shop;

import static dev.outrider.shop.Browser.field;
import static dev.outrider.shop.OpenShop.CANARY;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class AddressTest {
    private final OpenShop open = new OpenShop();
    private final Browser ada = open.browser();

    @AfterEach
    void close() {
        open.close();
    }

    @Test
    void a_form_that_is_sent_whole_from_our_page_is_saved_and_shown_again() {
        HttpResponse<String> answer = save(fields(), "Origin", ada.origin());
        assertThat(answer.uri()).hasPath("/account/address").hasQuery("saved=1");
        assertThat(answer.body())
                .contains("Your address is saved.", "2 Perch Road", "<option value=\"DE\" selected>")
                .doesNotContain("1 Cage Street", " checked");
    }

    @Test
    void a_referer_of_ours_will_do_and_another_origin_will_not() {
        assertThat(save(fields(), "Referer", ada.origin() + "/account/address").statusCode())
                .isEqualTo(200);
        assertThat(save(fields(), "Origin", "http://evil.test").statusCode()).isEqualTo(403);
        assertThat(save(fields()).statusCode()).isEqualTo(403);
    }

    @Test
    void a_form_that_lacks_a_field_or_is_stale_is_refused() {
        Map<String, String> fields = fields();
        Map<String, String> less = new HashMap<>(fields);
        less.keySet().removeIf(name -> name.startsWith("street-"));
        assertThat(save(less, "Origin", ada.origin()).statusCode()).isEqualTo(422);
        save(fields, "Origin", ada.origin());
        assertThat(save(fields, "Origin", ada.origin()).statusCode()).isEqualTo(409);
    }

    @Test
    void the_other_button_saves_nothing() {
        Map<String, String> fields = fields();
        fields.put("do", "discard");
        assertThat(save(fields, "Origin", ada.origin()).body()).contains("1 Cage Street");
    }

    @Test
    void a_stranger_is_sent_to_the_login_and_back() {
        HttpResponse<String> login = ada.open("/account/address");
        assertThat(login.uri()).hasPath("/login");
        assertThat(field(login.body(), "next")).isEqualTo("/account/address");
        HttpResponse<String> back = ada.form(
                "/login", Map.of("email", CANARY, "password", ShopConfig.DEFAULT_PASSWORD, "next", "/account/address"));
        assertThat(back.uri()).hasPath("/account/address");
        assertThat(open.browser().get("/login?next=//evil.test/").body()).doesNotContain("evil");
    }

    private Map<String, String> fields() {
        ada.login(CANARY, ShopConfig.DEFAULT_PASSWORD);
        String page = ada.get("/account/address").body();
        String street = page.substring(page.indexOf("street-"), page.indexOf("street-") + "street-123456".length());
        return new HashMap<>(Map.of(
                "_csrf",
                field(page, "_csrf"),
                "version",
                field(page, "version"),
                "name",
                field(page, "name"),
                street,
                "2+Perch+Road",
                "city",
                "Berlin",
                "country",
                "DE",
                "do",
                "save"));
    }

    private HttpResponse<String> save(Map<String, String> fields, String... headers) {
        return ada.form("/account/address", fields, headers);
    }
}
