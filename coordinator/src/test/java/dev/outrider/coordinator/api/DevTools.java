package dev.outrider.coordinator.api;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The line to a browser's debugging protocol: calls with replies, and the errors that its pages have. */
final class DevTools implements AutoCloseable {
    private final HttpClient client = HttpClient.newHttpClient();
    private final WebSocket socket;
    private final AtomicInteger ids = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonObject>> replies = new ConcurrentHashMap<>();
    private final List<String> errors = new CopyOnWriteArrayList<>();

    DevTools(String address) {
        socket = client.newWebSocketBuilder()
                .buildAsync(URI.create(address), new Ears())
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    /** @param session empty for the browser itself */
    JsonObject call(String session, String method, JsonObject params) {
        int id = ids.incrementAndGet();
        CompletableFuture<JsonObject> reply = new CompletableFuture<>();
        replies.put(id, reply);
        JsonObject call = new JsonObject().put("id", id).put("method", method).put("params", params);
        if (!session.isEmpty()) {
            call.put("sessionId", session);
        }
        socket.sendText(call.encode(), true).join();
        JsonObject answer = reply.orTimeout(15, TimeUnit.SECONDS).join();
        if (answer.containsKey("error")) {
            throw new AssertionError(
                    method + ": " + answer.getJsonObject("error").encode());
        }
        return answer.getJsonObject("result");
    }

    /** The errors since this was last asked. */
    List<String> takeErrors() {
        List<String> taken = List.copyOf(errors);
        errors.removeAll(taken);
        return taken;
    }

    @Override
    public void close() {
        socket.abort();
        client.shutdownNow();
    }

    private void hear(JsonObject message) {
        Integer id = message.getInteger("id");
        if (id != null) {
            Objects.requireNonNull(replies.remove(id), "a reply to no call").complete(message);
            return;
        }
        JsonObject params = message.getJsonObject("params", new JsonObject());
        switch (message.getString("method")) {
            case "Runtime.exceptionThrown" ->
                errors.add(params.getJsonObject("exceptionDetails").encode());
            case "Log.entryAdded" -> note(params.getJsonObject("entry"));
            default -> {}
        }
    }

    private void note(JsonObject entry) {
        if ("error".equals(entry.getString("level"))) {
            errors.add(entry.getString("text") + " " + entry.getString("url", ""));
        }
    }

    private final class Ears implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                JsonObject message = new JsonObject(text.toString());
                text.setLength(0);
                hear(message);
            }
            from.request(1);
            return null;
        }
    }
}
