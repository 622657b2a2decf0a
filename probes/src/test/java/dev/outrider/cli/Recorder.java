package dev.outrider.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/** A browser as far as a recording shows one: it asks for real, and saves what was said as a HAR. */
final class Recorder {
    private final HttpClient client =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    private final JsonArray entries = new JsonArray();
    private Instant at = Instant.now();

    /** Asks, notes both sides, and gives the answer. */
    HttpResponse<String> ask(String method, String url, Map<String, String> headers, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        headers.forEach(request::header);
        HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
        note(method, url, "fetch", headers, body, response.statusCode(), response.headers(), response.body());
        return response;
    }

    /** Something that a browser asked for and that nobody answers here: a counter's pixel, a preflight. */
    void note(String method, String url, String kind) {
        note(method, url, kind, Map.of(), "", 204, HttpHeaders.of(Map.of(), (name, value) -> true), "");
    }

    private void note(
            String method,
            String url,
            String kind,
            Map<String, String> headers,
            String body,
            int status,
            HttpHeaders answered,
            String text) {
        JsonObject request =
                new JsonObject().put("method", method).put("url", url).put("headers", list(headers));
        if (!body.isEmpty()) {
            String type = headers.getOrDefault("Content-Type", "");
            request.put("postData", new JsonObject().put("mimeType", type).put("text", body));
        }
        JsonArray answer = new JsonArray();
        answered.map()
                .forEach((name, values) -> values.forEach(
                        value -> answer.add(new JsonObject().put("name", name).put("value", value))));
        JsonObject content = new JsonObject()
                .put("mimeType", answered.firstValue("content-type").orElse(""))
                .put("text", text);
        at = at.plusMillis(40);
        entries.add(new JsonObject()
                .put("startedDateTime", at.toString())
                .put("_resourceType", kind)
                .put("request", request)
                .put(
                        "response",
                        new JsonObject()
                                .put("status", status)
                                .put("headers", answer)
                                .put("content", content)));
    }

    private static JsonArray list(Map<String, String> headers) {
        JsonArray list = new JsonArray();
        headers.forEach(
                (name, value) -> list.add(new JsonObject().put("name", name).put("value", value)));
        return list;
    }

    Path save(Path file) throws IOException {
        JsonObject log = new JsonObject().put("version", "1.2").put("entries", entries);
        return Files.writeString(file, new JsonObject().put("log", log).encode());
    }
}
