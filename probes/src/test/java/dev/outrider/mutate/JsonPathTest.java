package dev.outrider.mutate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrider.expr.Values;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class JsonPathTest {
    private static final Object ORDER = Values.json("""
            {"id": "o-1", "items": [{"sku": "A", "tags": ["x"]}, {"sku": "B", "gift": true, "tags": []}]}""");

    @Test
    void every_way_is_found_once_items_of_a_list_together() {
        assertThat(JsonPath.in(ORDER))
                .extracting(JsonPath::text)
                .containsExactly(
                        "json.id",
                        "json.items",
                        "json.items[]",
                        "json.items[].sku",
                        "json.items[].tags",
                        "json.items[].tags[]",
                        "json.items[].gift");
    }

    @Test
    void a_change_hits_every_value_and_nothing_else() {
        JsonPath sku = path("json.items[].sku");
        assertThat(Values.toJson(sku.with(ORDER, _ -> Optional.of(0L))))
                .isEqualTo(
                        "{\"id\":\"o-1\",\"items\":[{\"sku\":0,\"tags\":[\"x\"]},{\"sku\":0,\"gift\":true,\"tags\":[]}]}");
        assertThat(Values.toJson(sku.with(ORDER, _ -> Optional.empty())))
                .isEqualTo("{\"id\":\"o-1\",\"items\":[{\"tags\":[\"x\"]},{\"gift\":true,\"tags\":[]}]}");
    }

    @Test
    void a_condition_is_written_as_an_author_would() {
        assertThat(path("json.items[].tags[]").holds(value -> value + ".size() > 0"))
                .isEqualTo("json.items.all(item, item.tags.all(item2, item2.size() > 0))");
        assertThat(JsonPath.in(Values.json("{\"a-b\": 1}")).getFirst().holds(value -> value + " > 0"))
                .isEqualTo("json['a-b'] > 0");
        assertThat(Candidates.aboutAll(List.of(path("json.items[].sku"), path("json.items[].tags")), ORDER))
                .containsExactly("json.items.all(item, [item.sku, item.tags].all(value, value.size() > 0))");
    }

    private static JsonPath path(String text) {
        return JsonPath.in(ORDER).stream()
                .filter(path -> path.text().equals(text))
                .findFirst()
                .orElseThrow();
    }
}
