package dev.outrider.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A canary is planted: a shop gives a secret back in every form and place it can, and nothing that we write shows it. */
final class ScrubTest {
    private static final String SECRET = "K9ü$corn/+=&<\"x";
    /** Given by the shop, and a secret from when it goes into Authorization. */
    private static final String TOKEN = "t0ken-9f8e7d6c5b4a";
    /** Computed of the secret, in a body without a let. */
    private static final String SIGNATURE = "55bc70c31da7b982";

    private final Desk desk = new Desk();
    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server = vertx.createHttpServer();

    @TempDir
    private Path folder = Path.of(".");

    @BeforeEach
    void open() {
        server.requestHandler(request ->
                        request.body().onSuccess(body -> answer(request, body.toString(StandardCharsets.UTF_8))))
                .listen(0, "127.0.0.1")
                .await();
    }

    @AfterEach
    void close() {
        server.close().await();
        vertx.close().await();
    }

    /** By the name of the encoding. */
    private static Map<String, String> forms(String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        String url = URLEncoder.encode(secret, StandardCharsets.UTF_8);
        String json = secret.replace("\"", "\\\"");
        Map<String, String> forms = new LinkedHashMap<>();
        forms.put("raw", secret);
        forms.put("url", url);
        forms.put("url twice", URLEncoder.encode(url, StandardCharsets.UTF_8));
        forms.put("json", json);
        forms.put("json of PHP", json.replace("/", "\\/").replace("ü", "\\u00fc"));
        forms.put("html", secret.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;"));
        forms.put("base64", Base64.getEncoder().encodeToString(bytes));
        forms.put("base64url", Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
        forms.put("basic", base64("canary:" + secret));
        forms.put("basic of a longer name", base64("canary1:" + secret));
        forms.put("hex", HexFormat.of().formatHex(bytes));
        return forms;
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void answer(HttpServerRequest request, String body) {
        String ascii = URLEncoder.encode(SECRET, StandardCharsets.UTF_8);
        String all = String.join(" | ", forms(SECRET).values());
        var response = request.response()
                .putHeader("Set-Cookie", "session=" + ascii)
                .putHeader("X-Echo", ascii)
                .putHeader("ETag", "\"" + base64(SECRET) + "\"")
                .putHeader("Server-Timing", "db;desc=" + ascii);
        switch (String.valueOf(request.path())) {
            case "/moved" ->
                response.setStatusCode(302)
                        .putHeader("Location", "/echo?note=" + ascii)
                        .end();
            case "/token" ->
                response.putHeader("Content-Type", "application/json").end("{\"value\":\"" + TOKEN + "\"}");
            case "/json" ->
                response.putHeader("Content-Type", "application/json")
                        .end("{\"note\":\"%s\",\"again\":\"%s\"}"
                                .formatted(
                                        SECRET.replace("\"", "\\\""),
                                        forms(SECRET).get("json of PHP")));
            case "/edge" ->
                response.putHeader("Content-Type", "text/plain; charset=utf-8")
                        .end("x".repeat((64 << 10) - 9) + SECRET + "y".repeat(9000) + all);
            default ->
                response.putHeader("Content-Type", "text/html; charset=utf-8")
                        .end("<p>" + all + "</p> " + request.getHeader("Authorization") + " " + base64(TOKEN) + " "
                                + body);
        }
    }

    @Test
    void no_output_shows_a_secret_in_any_form_or_place() throws IOException {
        Path har = folder.resolve("run.har");
        StringBuilder shown = new StringBuilder();
        for (String format : new String[] {"text", "json", "junit"}) {
            assertThat(run("-o", format, "--debug", "--har", har)).isEqualTo(ExitCode.FAILED);
            shown.append(desk.out()).append(desk.err()).append(Files.readString(har));
        }
        assertThat(shown).contains("[secret canary]", "[captured token]", "[computed from a secret]", "\"finding it\"");
        forms(SECRET).forEach((name, form) -> assertThat(shown).as(name).doesNotContain(form));
        forms(TOKEN)
                .forEach((name, form) -> assertThat(shown).as("token, " + name).doesNotContain(form));
        assertThat(shown).doesNotContain("K9ü", "K9%C3", "K9\\u00fc", base64("K9ü$cor"), SIGNATURE);
    }

    private int run(Object... options) throws IOException {
        Files.createDirectories(folder.resolve("secrets/team-shop"));
        Files.writeString(folder.resolve("secrets/team-shop/canary"), SECRET);
        Files.createDirectories(folder.resolve("environments"));
        Files.writeString(
                folder.resolve("environments/test.yaml"),
                "environment: test\nvars: { shop: \"http://127.0.0.1:%d\" }\nsecrets: { canary: \"file:canary\" }\n"
                        .formatted(server.actualPort()));
        Path script = Files.writeString(folder.resolve("shop.journey.yaml"), """
                journey: shop
                owner: team-shop
                schedule: every 1m
                mutates: true
                base: ${env.shop}
                steps:
                  - name: A header and a redirect
                    GET: /moved
                    headers: { Authorization: "${basicAuth('canary', secrets.canary)}", X-Key: "${secrets.canary}" }
                  - name: A token
                    GET: /token
                    capture: { token: json.value }
                  - name: A body of JSON
                    POST: /echo
                    headers: { Authorization: "Bearer ${token}" }
                    json: { login: "${secrets.canary}", code: "${base64.encode(bytes(secrets.canary))}", sum: "${hex(hmac.sha256(secrets.canary, 'order'))}" }
                  - name: A form
                    POST: /echo
                    form: { pin: "${secrets.canary}", basic: "${basicAuth('canary1', secrets.canary)}" }
                  - name: Parts
                    POST: /echo
                    multipart: { note: "${secrets.canary}" }
                  - name: A text
                    POST: /echo
                    body: "<login>${secrets.canary}</login>"
                    warn: text.contains('finding it') == text.endsWith('!')
                  - name: The edge of what is kept
                    GET: /edge
                    warn: text.size() < 5
                  - name: "finding it"
                    GET: /json
                    expect: [ json.note == 'x', json.again == 'x' ]
                finally:
                  - { name: Tidy, POST: /echo, form: { x: "${secrets.canary}" } }
                """);
        Object[] words = new Object[options.length + 4];
        words[0] = "run";
        System.arraycopy(options, 0, words, 1, options.length);
        words[options.length + 1] = "--secrets";
        words[options.length + 2] = folder.resolve("secrets");
        words[options.length + 3] = script;
        return desk.outrider(words);
    }
}
