package dev.outrider.dev;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** JSON over HTTP in direct style, for a thread that may wait. */
public final class Http {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final WebClient client;

    public Http(Vertx vertx) {
        this.client = WebClient.create(vertx, new WebClientOptions().setConnectTimeout((int) LIMIT.toMillis()));
    }

    /**
     * The answer's JSON, an empty object when there is no body.
     *
     * @throws StartFailed with a sentence when there is no answer, or one that is not 2xx
     */
    public JsonObject get(String url) {
        return answer("GET " + url, client.getAbs(url).timeout(LIMIT.toMillis()).send());
    }

    /** As {@link #get}. */
    public JsonObject put(String url, Object json) {
        return answer("PUT " + url, client.putAbs(url).timeout(LIMIT.toMillis()).sendJson(json));
    }

    /** As {@link #get}. */
    public JsonObject delete(String url) {
        return answer(
                "DELETE " + url, client.deleteAbs(url).timeout(LIMIT.toMillis()).send());
    }

    private static JsonObject answer(String what, io.vertx.core.Future<HttpResponse<Buffer>> future) {
        HttpResponse<Buffer> response;
        try {
            response = future.await(LIMIT.toMillis() + 1000, TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            throw new StartFailed("%s: no answer within %d s".formatted(what, LIMIT.toSeconds()));
        } catch (RuntimeException failure) {
            throw new StartFailed("%s: %s".formatted(what, failure.getMessage()));
        }
        if (response.statusCode() / 100 != 2) {
            throw new StartFailed("%s: %d %s".formatted(what, response.statusCode(), response.bodyAsString()));
        }
        Buffer body = response.body();
        return body == null || body.length() == 0 ? new JsonObject() : body.toJsonObject();
    }
}
