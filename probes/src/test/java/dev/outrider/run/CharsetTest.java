package dev.outrider.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrider.result.Outcome;
import dev.outrider.result.Outcome.Fault;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class CharsetTest {
    private Vertx vertx;
    private Shop shop;

    @BeforeEach
    void open() {
        vertx = Vertx.vertx();
        shop = new Shop(vertx);
    }

    @AfterEach
    void close() {
        shop.close();
        vertx.close().await();
    }

    @Test
    void a_page_with_letters_of_another_charset_served_its_customer_badly() {
        serve("text/html; charset=utf-8", "<h1>Größe</h1>");
        assertThat(outcome("html.count('h1') == 1"))
                .isEqualTo(new Outcome.Degraded(
                        java.util.List.of("Home: wrong charset: it says that it is written in utf-8, and has bytes that"
                                + " are not: customers see \uFFFD in their place"),
                        false));
    }

    @Test
    void json_with_letters_of_another_charset_is_refused_by_who_reads_it() {
        serve("application/json", "{\"size\":\"Größe\"}");
        assertThat(outcome("json.size != ''"))
                .isEqualTo(new Outcome.Failed(
                        Fault.CHARSET,
                        "wrong charset: it names no charset, so it is UTF-8, and has bytes that are not: customers see"
                                + " \uFFFD in their place"));
    }

    @Test
    void what_it_says_is_how_it_is_read() {
        serve("text/html; charset=iso-8859-1", "<h1>Größe</h1>");
        assertThat(outcome("html.text('h1') == 'Größe'")).isEqualTo(new Outcome.Passed());
    }

    private void serve(String type, String body) {
        shop.on(
                HttpMethod.GET,
                "/",
                (request, nothing) ->
                        request.response().putHeader("Content-Type", type).end(Buffer.buffer(body, "ISO-8859-1")));
    }

    private Outcome outcome(String expectation) {
        return new Ride(vertx, shop)
                .run("steps: [ { name: Home, GET: /, expect: \"%s\" } ]\n".formatted(expectation))
                .outcome();
    }
}
