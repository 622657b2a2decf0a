package dev.outrider.dev;

import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** The switches of the demo shop. */
public final class ShopFaults {
    private final Http http;
    private final String shop;

    public ShopFaults(Http http, String shop) {
        this.http = http;
        this.shop = shop;
    }

    /**
     * A fault as it is written on a command line: {@code STEP[:REGION]}.
     *
     * @param region none means everywhere
     */
    public record Break(String step, Optional<String> region) {
        /** Reads {@code pay} or {@code pay:eu-west}. */
        public static Break of(String text) {
            String[] parts = text.split(":", 2);
            return new Break(parts[0], parts.length == 2 ? Optional.of(parts[1]) : Optional.empty());
        }
    }

    /** Makes the step answer 502. */
    public void apply(Break fault) {
        JsonObject json =
                new JsonObject().put("step", fault.step()).put("kind", "error").put("status", 502);
        fault.region().ifPresent(region -> json.put("region", region));
        http.put(shop + "/admin/faults", json);
    }

    /** All is well again. */
    public void clear() {
        http.delete(shop + "/admin/faults");
    }
}
