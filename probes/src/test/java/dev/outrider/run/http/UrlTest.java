package dev.outrider.run.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class UrlTest {
    @ParameterizedTest
    @CsvSource({
        "https://Shop.Test,            https://shop.test/",
        "http://shop.test:80/a,        http://shop.test/a",
        "https://shop.test:8443?q=1,   https://shop.test:8443/?q=1",
        "https://shop.test/a b?c=ü#x,  https://shop.test/a%20b?c=%C3%BC",
        "https://bücher.test/%41,      https://xn--bcher-kva.test/%41",
        "'http://[2001:DB8::1]:81/',   'http://[2001:db8::1]:81/'",
    })
    void is_read_as_a_browser_reads_it(String written, String sent) {
        assertThat(Url.parse(written)).hasToString(sent);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/path", "ftp://shop.test/", "https://", "https://user:pw@shop.test/", "http://shop.test:99999/"
            })
    void what_cannot_be_asked_is_refused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Url.parse(text)).withMessageContaining(text);
    }

    @ParameterizedTest
    @CsvSource({
        "/x,                 https://shop.test/x",
        "y,                  https://shop.test/a/b/y",
        "../y?z#f,           https://shop.test/a/y?z",
        "../../../y/.,       https://shop.test/y/",
        "?q,                 https://shop.test/a/b/c?q",
        "//cdn.test/z,       https://cdn.test/z",
        "http://other.test,  http://other.test/",
        "#frag,              https://shop.test/a/b/c?old=1",
    })
    void a_location_leads_on_from_where_one_is(String location, String to) {
        assertThat(Url.parse("https://shop.test/a/b/c?old=1").resolve(location)).hasToString(to);
    }

    @Test
    void what_is_put_into_a_url_cannot_change_its_shape() {
        assertThat(Url.encode("a/b?c=d&e f#g\r\nü~")).isEqualTo("a%2Fb%3Fc%3Dd%26e%20f%23g%0D%0A%C3%BC~");
    }
}
