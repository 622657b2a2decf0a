package dev.outrider.run.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OriginTest {
    @ParameterizedTest
    @CsvSource({
        "https://shop.example.com, https://www.example.com, true",
        "https://example.com, http://a.b.example.com:8080, true",
        "https://shop.example.com, https://shop.example.org, false",
        "https://a.co.uk, https://b.co.uk, false",
        "https://one.myshopify.com, https://two.myshopify.com, false",
        "http://127.0.0.1:1, http://127.0.0.1:2, true",
        "http://127.0.0.1, http://128.0.0.1, false",
        "http://127.0.0.1, http://localhost, false",
        "http://[::1], http://[::2], false",
        "http://shop.internal, http://pay.internal, false",
        "http://shop, http://pay, false",
    })
    void a_site_is_what_one_party_answers_for(String one, String other, boolean same) {
        assertThat(Url.parse(one).origin().sameSite(Url.parse(other).origin())).isEqualTo(same);
    }
}
