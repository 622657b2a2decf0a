package dev.outrider.mutate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class IdsTest {
    @Test
    void names_of_things_are_known_by_their_name_or_by_their_shape() {
        assertThat(Ids.isId("id", 1001L)).isTrue();
        assertThat(Ids.isId("orderId", "x7")).isTrue();
        assertThat(Ids.isId("cart", "c-1a2b3c")).isTrue();
        assertThat(Ids.isId("price", 1001L)).isFalse();
        assertThat(Ids.isId("placedAt", "2026-11-27T12:00:00Z")).isFalse();
        assertThat(Ids.isId("name", "Canary")).isFalse();
    }

    @Test
    void what_has_no_right_value_is_none() {
        assertThat(Ids.isId("access_token", "0f1e2d3c4b5a")).isFalse();
        assertThat(Ids.isId("_csrf", "0f1e2d3c4b5a")).isFalse();
    }

    @Test
    void another_one_has_the_same_shape_and_is_never_the_same() {
        assertThat(Ids.other("CANARY-0001", 1)).isEqualTo("CANARY-2223");
        for (int seed = -20; seed < 20; seed++) {
            assertThat(Ids.other("o-1a2b", seed)).isNotEqualTo("o-1a2b");
            assertThat(Ids.other("abc", seed)).isEqualTo("abc-2");
            assertThat(Ids.other(7L, seed)).isNotEqualTo(7L);
        }
    }
}
