package dev.outrider.shop;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;

/** How many of what lie where. Prices are told elsewhere, so whoever wants both must join two answers. */
final class StockRoutes {
    private static final List<String> WAREHOUSES = List.of("north", "south");

    private final Orders orders;

    StockRoutes(Orders orders) {
        this.orders = orders;
    }

    void mount(Steps steps) {
        steps.get(Step.STOCK, "/api/stock", this::stock);
    }

    private void stock(RoutingContext ctx) {
        Optional<String> asked = Asked.query(ctx, "warehouse");
        if (asked.isPresent() && !WAREHOUSES.contains(asked.get())) {
            Answers.problem(ctx, 404, "there is no warehouse " + asked.get() + "; there are " + WAREHOUSES);
            return;
        }
        JsonArray items = new JsonArray();
        for (String warehouse : asked.map(List::of).orElse(WAREHOUSES)) {
            Catalogue.PRODUCTS.forEach(product -> items.add(new JsonObject()
                    .put("sku", product.sku())
                    .put("warehouse", warehouse)
                    .put("pieces", pieces(product, warehouse))));
        }
        Answers.json(ctx, 200, new JsonObject().put("items", items));
    }

    /** The north has the odd one. */
    private int pieces(Product product, String warehouse) {
        int all = orders.stockOf(product);
        return warehouse.equals("north") ? all - all / 2 : all / 2;
    }
}
