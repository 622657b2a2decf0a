package dev.outrider.shop;

import io.vertx.core.json.JsonObject;
import java.util.Locale;

/** Something that can be bought; its price in cents. */
record Product(int id, String sku, String name, String description, int cents) {
    boolean matches(String words) {
        String text = (sku + " " + name + " " + description).toLowerCase(Locale.ROOT);
        return text.contains(words.strip().toLowerCase(Locale.ROOT));
    }

    JsonObject json(int stock) {
        JsonObject json = new JsonObject()
                .put("id", id)
                .put("sku", sku)
                .put("name", name)
                .put("price", cents / 100.0)
                .put("currency", "EUR")
                .put("stock", stock);
        Catalogue.instead(this).ifPresent(other -> json.put("alternative", other));
        return json;
    }
}
