package dev.outrider.shop;

import io.vertx.core.json.JsonObject;

/** How many of which product. */
record Line(Product product, int quantity) {
    int cents() {
        return product.cents() * quantity;
    }

    JsonObject json() {
        return new JsonObject()
                .put("product", product.id())
                .put("sku", product.sku())
                .put("name", product.name())
                .put("quantity", quantity)
                .put("price", product.cents() / 100.0);
    }
}
