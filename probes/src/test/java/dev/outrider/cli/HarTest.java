package dev.outrider.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrider.desk.recording.Exchange;
import dev.outrider.desk.recording.Har;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code --har} writes is what HAR 1.2 demands (softwareishard.com/blog/har-12-spec), and can be read again. */
final class HarTest {
    @TempDir
    private Path folder = Path.of(".");

    private final Desk desk = new Desk();
    private Vertx vertx = Vertx.vertx();
    private HttpServer server = vertx.createHttpServer();

    @BeforeEach
    void open() {
        server.requestHandler(request -> {
                    if ("/old".equals(request.path())) {
                        request.response()
                                .setStatusCode(302)
                                .putHeader("Location", "/orders?page=2&all")
                                .end();
                    } else {
                        request.response()
                                .putHeader("Content-Type", "application/json")
                                .end("{\"state\":\"CONFIRMED\"}");
                    }
                })
                .listen(0, "127.0.0.1")
                .await();
    }

    @AfterEach
    void close() {
        server.close().await();
        vertx.close().await();
    }

    @Test
    void a_pass_is_written_too_and_every_field_that_the_format_demands_is_there() throws IOException {
        JsonObject log = recorded();
        assertThat(log.getString("version")).isEqualTo("1.2");
        assertThat(log.getJsonObject("creator").getString("name")).isEqualTo("Outrider");
        JsonObject page = log.getJsonArray("pages").getJsonObject(0);
        assertThat(page.getString("title")).isEqualTo("shop, local: pass");
        JsonArray entries = log.getJsonArray("entries");
        assertThat(entries).hasSize(3);
        for (int i = 0; i < entries.size(); i++) {
            JsonObject entry = entries.getJsonObject(i);
            assertThat(entry.getString("pageref")).isEqualTo(page.getString("id"));
            assertThat(Instant.parse(entry.getString("startedDateTime")))
                    .isAfterOrEqualTo(Instant.parse(page.getString("startedDateTime")));
            assertThat(entry.getJsonObject("request").fieldNames())
                    .contains(
                            "method",
                            "url",
                            "httpVersion",
                            "cookies",
                            "headers",
                            "queryString",
                            "headersSize",
                            "bodySize");
            assertThat(entry.getJsonObject("response").fieldNames())
                    .contains("status", "statusText", "httpVersion", "cookies", "headers", "content", "redirectURL")
                    .contains("headersSize", "bodySize");
            assertThat(entry.getJsonObject("response").getJsonObject("content").fieldNames())
                    .contains("size", "mimeType");
            assertThat(entry.getJsonObject("cache")).isEmpty();
            assertThat(entry.getDouble("time")).isCloseTo(sum(entry.getJsonObject("timings")), within());
            assertThat(entry.getString("serverIPAddress")).isEqualTo("127.0.0.1");
        }
        assertThat(entries.getJsonObject(0).getJsonObject("response").getString("redirectURL"))
                .isEqualTo("/orders?page=2&all");
        assertThat(entries.getJsonObject(1).getJsonObject("request").getJsonArray("queryString"))
                .isEqualTo(new JsonArray()
                        .add(new JsonObject().put("name", "page").put("value", "2"))
                        .add(new JsonObject().put("name", "all").put("value", "")));
        assertThat(entries.getJsonObject(1).getJsonObject("timings").getDouble("connect"))
                .as("a kept connection")
                .isEqualTo(-1);
        JsonObject posted = entries.getJsonObject(2).getJsonObject("request").getJsonObject("postData");
        assertThat(posted.getString("mimeType")).isEqualTo("application/json");
        assertThat(posted.getString("text")).isEqualTo("{\"sku\":\"A\"}");
    }

    @Test
    void the_importer_reads_what_was_written() throws IOException {
        recorded();
        List<Exchange> read =
                Har.read(Files.readString(folder.resolve("run.har"))).exchanges();
        assertThat(read).hasSize(3);
        assertThat(read.getLast().answer().orElseThrow().body()).isEqualTo("{\"state\":\"CONFIRMED\"}");
        assertThat(desk.outrider("import", "har", folder.resolve("run.har"), "--to", folder.resolve("made")))
                .as(desk.err())
                .isZero();
    }

    private JsonObject recorded() throws IOException {
        Path script = Files.writeString(folder.resolve("shop.journey.yaml"), """
                journey: shop
                owner: team-shop
                schedule: every 1m
                mutates: false
                base: http://127.0.0.1:%d
                steps:
                  - { name: Orders, GET: /old }
                  - { name: Order, POST: /orders, json: { sku: A }, expect: json.state == 'CONFIRMED' }
                """.formatted(server.actualPort()));
        assertThat(desk.outrider("run", "--har", folder.resolve("run.har"), script))
                .as(desk.out() + desk.err())
                .isZero();
        return new JsonObject(Files.readString(folder.resolve("run.har"))).getJsonObject("log");
    }

    private static double sum(JsonObject timings) {
        return List.of("blocked", "dns", "connect", "send", "wait", "receive").stream()
                .mapToDouble(timings::getDouble)
                .filter(ms -> ms >= 0)
                .sum();
    }

    private static org.assertj.core.data.Offset<Double> within() {
        return org.assertj.core.data.Offset.offset(0.01);
    }
}
