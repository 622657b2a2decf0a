package dev.outrider.run.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ShapesTest {
    private final Shapes shapes = new Shapes();

    @Test
    void other_values_and_longer_lists_are_the_same_shape() {
        assertThat(json("{\"items\":[{\"sku\":\"a\",\"price\":1},{\"sku\":\"b\",\"price\":2}],\"total\":3}"))
                .isEqualTo(json("{\"total\":9,\"items\":[{\"price\":7.5,\"sku\":\"z\"}]}"))
                .hasSize(16);
    }

    @Test
    void a_field_that_is_missing_new_or_elsewhere_is_another_shape() {
        String known = json("{\"a\":{\"b\":1},\"c\":2}");
        assertThat(json("{\"a\":{\"b\":1}}")).isNotEqualTo(known);
        assertThat(json("{\"a\":{\"b\":1},\"c\":2,\"d\":3}")).isNotEqualTo(known);
        assertThat(json("{\"a\":1,\"b\":1,\"c\":2}")).isNotEqualTo(known);
        assertThat(json("{\"a\":[{\"b\":1}],\"c\":2}")).isNotEqualTo(known);
    }

    @Test
    void another_text_on_a_page_is_the_same_shape_and_another_field_of_a_form_is_not() {
        String known = html("<ul><li>One</ul><form><input name=q1><input name='email'></form>");
        assertThat(html("<ul><li>Two<li>Three</ul><form><input name=\"q27\"><input name=email></form>"))
                .isEqualTo(known);
        assertThat(html("<ul><li>One</ul><form><input name=q1><input name='mail'></form>"))
                .isNotEqualTo(known);
        assertThat(html("<h1>Sorry</h1>")).isNotEqualTo(known);
    }

    @Test
    void what_is_neither_or_no_longer_json_has_what_it_has() {
        assertThat(shape("image/png", "{}")).isEmpty();
        assertThat(json("{\"a\":1,\"b\":3")).isEqualTo(json("{\"a\":2,\"b\":3}"));
        assertThat(json("<html>")).isEqualTo("0000000000000000");
        assertThat(json("]]]")).isEqualTo("0000000000000000");
    }

    private String json(String body) {
        return shape("application/json", body);
    }

    private String html(String body) {
        return shape("text/html; charset=utf-8", body);
    }

    private String shape(String type, String body) {
        Headers headers = new Headers(List.of(Map.entry("Content-Type", type)));
        return shapes.of(new Answer(200, "OK", headers, Bytes.of(body), body.length(), "HTTP/1.1", "127.0.0.1:80"));
    }
}
