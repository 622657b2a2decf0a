package dev.outrider.shop;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** Looking around: the home page, products and the search, as pages and as JSON. */
final class ProductRoutes {
    private final Orders orders;
    private final Sessions sessions;

    ProductRoutes(Orders orders, Sessions sessions) {
        this.orders = orders;
        this.sessions = sessions;
    }

    void mount(Steps steps) {
        steps.get(Step.HOME, "/", this::home);
        steps.get(Step.SEARCH, "/search", this::searchPage);
        steps.get(Step.PRODUCT_PAGE, "/p/:sku", this::productPage);
        steps.get(Step.SEARCH, "/api/search", ctx -> list(ctx, Catalogue.search(words(ctx))));
        steps.get(Step.PRODUCTS, "/api/products", ctx -> list(ctx, Catalogue.PRODUCTS));
        steps.get(Step.PRODUCT, "/api/products/:sku", this::product);
    }

    private void home(RoutingContext ctx) {
        Answers.page(ctx, 200, Page.html("Welcome", "<h1>Welcome</h1>\n" + Page.tiles(Catalogue.PRODUCTS)));
    }

    private void searchPage(RoutingContext ctx) {
        List<Product> found = Catalogue.search(words(ctx));
        String heading = "<h1>%d found for “%s”</h1>\n".formatted(found.size(), Page.text(words(ctx)));
        Answers.page(ctx, 200, Page.html("Search", heading + Page.tiles(found)));
    }

    private void productPage(RoutingContext ctx) {
        Catalogue.bySku(Asked.part(ctx, "sku"))
                .ifPresentOrElse(
                        product -> Answers.page(ctx, 200, Page.html(product.name(), describe(ctx, product))),
                        () -> Answers.refuse(ctx, 404, "We do not have that."));
    }

    private String describe(RoutingContext ctx, Product product) {
        int left = orders.stockOf(product);
        String buy = left == 0
                ? "<p>Sold out.</p>"
                : Page.button("/cart", "Add to cart", sessions.ofOrNew(ctx), Page.hidden("sku", product.sku()));
        return """
                <h1>%s</h1>
                <p>%s</p>
                <p><span class="price">%s</span> · %d in stock · <small>%s</small></p>
                %s""".formatted(
                        Page.text(product.name()),
                        Page.text(product.description()),
                        Page.price(product.cents()),
                        left,
                        product.sku(),
                        buy);
    }

    private void list(RoutingContext ctx, List<Product> products) {
        List<JsonObject> items = products.stream()
                .map(product -> product.json(orders.stockOf(product)))
                .toList();
        Answers.json(ctx, 200, new JsonObject().put("items", new JsonArray(items)));
    }

    private void product(RoutingContext ctx) {
        String sku = Asked.part(ctx, "sku");
        Catalogue.bySku(sku)
                .ifPresentOrElse(
                        product -> Answers.json(ctx, 200, product.json(orders.stockOf(product))),
                        () -> Answers.problem(ctx, 404, "there is no product " + sku));
    }

    private static String words(RoutingContext ctx) {
        return Asked.query(ctx, "q").orElse("");
    }
}
