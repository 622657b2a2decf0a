package dev.outrider.shop;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What a visitor has picked so far. */
record Cart(String id, String visitor, List<Line> lines, Instant touched) {
    Cart {
        lines = List.copyOf(lines);
    }

    /** With so many more of a product, in the line that it has already. */
    Cart plus(Line more, Instant now) {
        List<Line> next = new ArrayList<>(lines);
        int earlier = next.stream()
                .filter(line -> line.product().equals(more.product()))
                .mapToInt(Line::quantity)
                .sum();
        next.removeIf(line -> line.product().equals(more.product()));
        next.add(new Line(more.product(), earlier + more.quantity()));
        return new Cart(id, visitor, next, now);
    }

    int cents() {
        return lines.stream().mapToInt(Line::cents).sum();
    }

    JsonObject json() {
        return new JsonObject()
                .put("id", id)
                .put("items", new JsonArray(lines.stream().map(Line::json).toList()))
                .put("total", cents() / 100.0);
    }
}
