package dev.outrider.shop;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** The JSON that a customer sent. */
final class Body {
    private Body() {}

    /** The object in the body; when there is none the request has been answered. */
    static Optional<JsonObject> object(RoutingContext ctx) {
        try {
            Optional<JsonObject> body = Optional.ofNullable(ctx.body().asJsonObject());
            if (body.isEmpty()) {
                Answers.problem(ctx, 400, "the body is empty; send a JSON object");
            }
            return body;
        } catch (DecodeException | ClassCastException e) {
            Answers.problem(ctx, 400, "the body is not a JSON object");
            return Optional.empty();
        }
    }

    static Optional<String> text(JsonObject body, String key) {
        return body.getValue(key) instanceof String text && !text.isBlank() ? Optional.of(text) : Optional.empty();
    }

    /** The number of the card in the body; empty when it is not paid by card. */
    static String card(RoutingContext ctx) {
        try {
            JsonObject body = ctx.body().asJsonObject();
            return body == null ? "" : text(body, "card").orElse("");
        } catch (DecodeException | ClassCastException e) {
            return "";
        }
    }
}
