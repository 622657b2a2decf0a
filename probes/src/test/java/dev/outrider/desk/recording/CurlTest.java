package dev.outrider.desk.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrider.desk.recording.Exchange.Payload;
import dev.outrider.desk.recording.Exchange.Request;
import dev.outrider.expr.Values;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CurlTest {
    @Test
    void a_command_as_chromium_copies_it_is_understood() {
        Request request = request("""
                curl 'https://shop.test/api/cart?lang=en' \\
                  -H 'accept: application/json' \\
                  -H 'content-type: application/json' \\
                  -b 'session=abc' \\
                  --data-raw $'{"note":"it\\'s \\u00fcber","qty":2}' \\
                  --compressed
                """);
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.url()).hasToString("https://shop.test/api/cart?lang=en");
        assertThat(request.headers().first("Accept")).contains("application/json");
        assertThat(request.payload())
                .isInstanceOfSatisfying(
                        Payload.Json.class,
                        json -> assertThat(Values.toJson(json.tree())).isEqualTo("{\"note\":\"it's über\",\"qty\":2}"));
    }

    @Test
    void data_without_a_type_is_a_form_and_G_makes_it_a_query() {
        assertThat(request("curl shop.test/login -d user=a%20b -d pass=x").payload())
                .isEqualTo(new Payload.Form(List.of(Map.entry("user", "a b"), Map.entry("pass", "x"))));
        Request search = request("curl -G 'http://shop.test/search' --data-urlencode 'q=a b'");
        assertThat(search.method()).isEqualTo("GET");
        assertThat(search.url()).hasToString("http://shop.test/search?q=a+b");
    }

    @Test
    void options_come_in_all_their_spellings() {
        Request request = request("curl -XPUT --url=https://shop.test/a -HX-A:1 -u me:pw -F name=x -F photo=@a.png -s");
        assertThat(request.method()).isEqualTo("PUT");
        assertThat(request.headers().first("X-A")).contains("1");
        assertThat(request.headers().first("Authorization")).contains("Basic bWU6cHc=");
        assertThat(request.payload()).isEqualTo(new Payload.Parts(List.of(Map.entry("name", "x")), List.of("photo")));
    }

    @Test
    void what_is_no_command_of_curl_says_why() {
        assertThatThrownBy(() -> Curl.read("wget https://shop.test")).hasMessageContaining("begins with 'wget'");
        assertThatThrownBy(() -> Curl.read("curl -s")).hasMessage("the command names no URL");
        assertThatThrownBy(() -> Curl.read("curl 'https://shop.test")).hasMessageContaining("never closed");
        assertThatThrownBy(() -> Curl.read("curl x -H")).hasMessageContaining("ends after -H");
        assertThatThrownBy(() -> Curl.read("curl ftp://shop.test")).hasMessageContaining("not an http or https URL");
        assertThat(Curl.read("curl -k https://shop.test").notes())
                .first()
                .asString()
                .contains("--ca");
    }

    private static Request request(String command) {
        return Curl.read(command).exchanges().getFirst().request();
    }
}
