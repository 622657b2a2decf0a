package dev.outrider.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.outrider.run.http.Headers;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RedactionTest {
    private static final String SECRET = "p\"ss wörd/&1<";

    static Stream<Arguments> places() {
        byte[] bytes = SECRET.getBytes(StandardCharsets.UTF_8);
        return Stream.of(
                argumentSet("as it is", "say " + SECRET + "!"),
                argumentSet("in a form", "x=" + URLEncoder.encode(SECRET, StandardCharsets.UTF_8)),
                argumentSet(
                        "in a URL",
                        "/x?y="
                                + URLEncoder.encode(SECRET, StandardCharsets.UTF_8)
                                        .replace("+", "%20")),
                argumentSet("in JSON", "{\"note\":\"p\\\"ss wörd/&1<\"}"),
                argumentSet("in JSON of PHP", "{\"note\":\"p\\\"ss wörd\\/&1<\"}"),
                argumentSet("in JSON in ASCII", "{\"note\":\"p\\\"ss w\\u00f6rd/&1<\"}"),
                argumentSet(
                        "in a URL in a URL",
                        "/x?y="
                                + URLEncoder.encode(
                                        URLEncoder.encode(SECRET, StandardCharsets.UTF_8), StandardCharsets.UTF_8)),
                argumentSet("in hex", HexFormat.of().formatHex(bytes)),
                argumentSet("in HTML", "<p>p&quot;ss wörd/&amp;1&lt;</p>"),
                argumentSet("in Base64", Base64.getEncoder().encodeToString(bytes)),
                argumentSet("in Basic credentials", basic("canary:" + SECRET)),
                argumentSet("one further", basic("canary1:" + SECRET + ":")),
                argumentSet("two further", basic("canary12:" + SECRET + "::")));
    }

    @ParameterizedTest
    @MethodSource("places")
    void a_secret_is_masked_in_every_form_in_which_it_travels(String text) {
        Masks masks = new Masks();
        masks.hide(SECRET, "[secret pw]");
        assertThat(masks.apply(text)).contains("[secret pw]").doesNotContain("wörd", "w%C3%B6rd");
    }

    private static String basic(String credentials) {
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password",
                "newPassword",
                "access_token",
                "csrf-token",
                "client_secret",
                "otp",
                "card[cvv]",
                "cardNumber",
                "IBAN",
                "Address"
            })
    void a_telling_field_is_masked(String name) {
        assertThat(redaction().body("{\"" + name + "\": \"x1\", \"id\": \"x2\"}", "application/json"))
                .isEqualTo("{\"" + name + "\": \"[masked]\", \"id\": \"x2\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"code", "card", "company", "span", "state", "total", "potpie"})
    void a_diagnosis_stays(String name) {
        String body = "{\"" + name + "\":\"x1\"}";
        assertThat(redaction().body(body, "application/json")).isEqualTo(body);
    }

    @ParameterizedTest
    @CsvSource({
        "email=a%40b.c&password=x%26y&q=1, email=a%40b.c&password=[masked]&q=1",
        "email=a&password=[secret canary_password]&action=sign-in, email=a&password=[secret canary_password]&action=sign-in",
        "https://shop.test/r?token=abc&next=%2F#z, https://shop.test/r?token=[masked]&next=%2F#z",
        "redirected to https://shop.test/r?access_token=abc twice, redirected to https://shop.test/r?access_token=[masked] twice",
    })
    void telling_fields_of_forms_and_urls_are_masked(String text, String shown) {
        assertThat(redaction().fields(text)).isEqualTo(shown);
    }

    @Test
    void only_headers_that_are_known_to_be_harmless_are_shown() {
        Headers headers = new Headers(List.of(
                Map.entry("Content-Type", "text/html"),
                Map.entry("Set-Cookie", "session=s"),
                Map.entry("X-Internal-Key", "k"),
                Map.entry("Location", "/cb?code=1&id_token=t")));
        assertThat(redaction().headers(headers))
                .containsExactly(
                        Map.entry("Content-Type", List.of("text/html")),
                        Map.entry("Set-Cookie", List.of("[masked]")),
                        Map.entry("X-Internal-Key", List.of("[masked]")),
                        Map.entry("Location", List.of("/cb?code=1&id_token=[masked]")));
    }

    @Test
    void a_body_that_was_cut_in_a_telling_field_is_masked_to_its_end() {
        assertThat(redaction().body("{\"id\":1,\"password\":\"hunt", "application/json"))
                .isEqualTo("{\"id\":1,\"password\":\"[masked]\"");
    }

    private static Redaction redaction() {
        return new Redaction(new Masks(), new Sensitive(Set.of("address")));
    }
}
