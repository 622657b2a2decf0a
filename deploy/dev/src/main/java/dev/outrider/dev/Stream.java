package dev.outrider.dev;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.parsetools.RecordParser;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The coordinator's server-sent events, followed across its restarts: after a loss it asks for what came since the last
 * event that it saw.
 */
public final class Stream implements AutoCloseable {
    private static final Duration RETRY = Duration.ofMillis(500);

    private final Vertx vertx;
    private final HttpClient client;
    private final String url;
    private final Consumer<Event> listener;
    private volatile boolean closed;
    private volatile @Nullable String lastId;

    /**
     * One event.
     *
     * @param type {@code state}, {@code run}, …
     */
    public record Event(String type, JsonObject data) {}

    private Stream(Vertx vertx, String url, Consumer<Event> listener) {
        this.vertx = vertx;
        this.client = vertx.createHttpClient();
        this.url = url;
        this.listener = listener;
    }

    /** Follows the stream of a coordinator until it is closed; the listener is called on an event loop. */
    public static Stream follow(Vertx vertx, String coordinator, Consumer<Event> listener) {
        Stream stream = new Stream(vertx, coordinator + "/api/v1/stream", listener);
        stream.connect();
        return stream;
    }

    private void connect() {
        if (closed) {
            return;
        }
        RequestOptions options = new RequestOptions().setAbsoluteURI(url).setMethod(HttpMethod.GET);
        String last = lastId;
        if (last != null) {
            options.putHeader("Last-Event-ID", last);
        }
        client.request(options)
                .compose(request -> request.send())
                .compose(this::read)
                .onComplete(ended -> vertx.setTimer(RETRY.toMillis(), again -> connect()));
    }

    private io.vertx.core.Future<Void> read(HttpClientResponse response) {
        response.handler(RecordParser.newDelimited("\n\n", this::event));
        return response.end();
    }

    private void event(Buffer block) {
        String type = "message";
        StringBuilder data = new StringBuilder();
        for (String line : block.toString().split("\n", -1)) {
            if (line.startsWith("id:")) {
                lastId = line.substring(3).strip();
            } else if (line.startsWith("event:")) {
                type = line.substring(6).strip();
            } else if (line.startsWith("data:")) {
                data.append(line.substring(5).strip());
            }
        }
        if (!data.isEmpty() && data.charAt(0) == '{') {
            listener.accept(new Event(type, new JsonObject(data.toString())));
        }
    }

    @Override
    public void close() {
        closed = true;
        client.close();
    }
}
