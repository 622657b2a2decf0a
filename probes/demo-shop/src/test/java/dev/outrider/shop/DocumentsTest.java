package dev.outrider.shop;

import static dev.outrider.shop.Browser.json;
import static dev.outrider.shop.OpenShop.CANARY;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class DocumentsTest {
    private final OpenShop open = new OpenShop();
    private final Browser ada = open.browser();

    @BeforeEach
    void login() {
        ada.login(CANARY, ShopConfig.DEFAULT_PASSWORD);
    }

    @AfterEach
    void close() {
        open.close();
    }

    @Test
    void a_document_is_scanned_for_a_moment_and_then_clean() {
        HttpResponse<String> sent = send("file", "a letter");
        assertThat(sent.statusCode()).isEqualTo(202);
        assertThat(sent.headers().firstValue("retry-after")).hasValue("1");
        String path = sent.headers().firstValue("location").orElseThrow();
        assertThat(json(ada.get(path)).getString("state")).isEqualTo("SCANNING");
        open.pass(Duration.ofSeconds(1));
        HttpResponse<String> scanned = ada.get(path);
        assertThat(scanned.headers().firstValue("retry-after")).isEmpty();
        assertThat(json(scanned))
                .isEqualTo(new JsonObject()
                        .put("id", path.substring("/api/documents/".length()))
                        .put("state", "CLEAN")
                        .put("name", "letter.txt")
                        .put("note", "kept")
                        .put("bytes", 8)
                        .put("sha256", Digests.sha256("a letter".getBytes(java.nio.charset.StandardCharsets.UTF_8))));
        assertThat(ada.delete(path).statusCode()).isEqualTo(204);
        assertThat(ada.get(path).statusCode()).isEqualTo(404);
    }

    @Test
    void the_scanner_knows_its_test_file() {
        String path = send("file", "x EICAR-STANDARD-ANTIVIRUS-TEST-FILE x")
                .headers()
                .firstValue("location")
                .orElseThrow();
        open.pass(Duration.ofSeconds(1));
        assertThat(json(ada.get(path)).getString("state")).isEqualTo("INFECTED");
    }

    @Test
    void what_is_no_document_is_refused() {
        assertThat(send("other", "a letter").statusCode()).isEqualTo(422);
        assertThat(send("file", "x".repeat(70_000)).statusCode()).isEqualTo(413);
        assertThat(ada.post("/api/documents", new JsonObject()).statusCode()).isEqualTo(415);
    }

    private HttpResponse<String> send(String field, String content) {
        String body = """
                --cut\r
                Content-Disposition: form-data; name="note"\r
                \r
                kept\r
                --cut\r
                Content-Disposition: form-data; name="%s"; filename="letter.txt"\r
                Content-Type: text/plain\r
                \r
                %s\r
                --cut--\r
                """.formatted(field, content);
        return ada.post("/api/documents", body, "multipart/form-data; boundary=cut");
    }
}
