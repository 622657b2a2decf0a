package dev.outrider.shop;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;

/**
 * What a customer ordered, and how far it has come.
 *
 * @param reference the customer's own name for it, unique among the customer's orders
 */
record Order(String id, String account, String reference, List<Line> lines, Instant placedAt, State state) {
    Order {
        lines = List.copyOf(lines);
    }

    /** How far an order has come. */
    sealed interface State {}

    /** Nobody has paid yet. */
    record Unpaid() implements State {}

    /** Paid, and confirmed at an instant that is still to come. */
    record Paid(Instant confirmedFrom) implements State {}

    record Confirmed() implements State {}

    record Cancelled(Instant at) implements State {}

    /** Neither cancelled nor delivered in its time: its stock went back. */
    record Expired(Instant at) implements State {}

    Order with(State next) {
        return new Order(id, account, reference, lines, placedAt, next);
    }

    /** Whether it still holds stock. */
    boolean open() {
        return switch (state) {
            case Unpaid _, Paid _, Confirmed _ -> true;
            case Cancelled _, Expired _ -> false;
        };
    }

    String word() {
        return switch (state) {
            case Unpaid _, Paid _ -> "PENDING";
            case Confirmed _ -> "CONFIRMED";
            case Cancelled _ -> "CANCELLED";
            case Expired _ -> "EXPIRED";
        };
    }

    private String payment() {
        return switch (state) {
            case Unpaid _ -> "due";
            case Paid _, Confirmed _ -> "received";
            case Cancelled _, Expired _ -> "none";
        };
    }

    int cents() {
        return lines.stream().mapToInt(Line::cents).sum();
    }

    JsonObject json() {
        return new JsonObject()
                .put("id", id)
                .put("state", word())
                .put("reference", reference)
                .put("payment", payment())
                .put("total", cents() / 100.0)
                .put("placedAt", placedAt.toString())
                .put("items", new JsonArray(lines.stream().map(Line::json).toList()));
    }
}
