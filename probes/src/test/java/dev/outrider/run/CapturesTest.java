package dev.outrider.run;

import static io.vertx.core.http.HttpMethod.GET;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outrider.result.Outcome;
import dev.outrider.result.Outcome.Fault;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.Test;

/** What a step takes from an answer for later ones. */
final class CapturesTest {
    private static final Vertx VERTX = Vertx.vertx(Runner.options());

    @Test
    void a_null_is_nothing_and_the_fault_of_who_sent_it() {
        try (Shop shop = new Shop(VERTX).on(GET, "/order", 200, "{\"id\":null}")) {
            assertThat(new Ride(VERTX, shop).run("""
                            steps:
                              - GET: /order
                                capture: { order: json.id }
                              - GET: /orders/${order}
                            """).outcome())
                    .isEqualTo(new Outcome.Failed(
                            Fault.CAPTURE, "nothing to capture as order: json.id: json.id was null"));
            assertThat(shop.lines()).containsExactly("GET /order");
        }
    }
}
