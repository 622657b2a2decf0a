package dev.outrider.browser;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AddressTest {
    /** As they stand in the requests of real pages. */
    @ParameterizedTest
    @CsvSource({
        "https://shop.example.com/p?d=100%&x[0]=|1, shop.example.com, 443",
        "http://my_host:8080/a b, my_host, 8080",
        "http://[fd00::1]/, fd00::1, 80",
        "https://user:pw@shop.example.com?q, shop.example.com, 443",
        "'data:text/plain,hello', '', 0",
        "blob:https://shop.example.com/1, '', 0"
    })
    void whom_a_url_asks_is_known_whatever_stands_behind(String url, String host, int port) {
        assertThat(Address.of(url)).isEqualTo(new Address(host, port));
    }
}
