package dev.outrider.shop;

import static java.util.stream.Collectors.joining;

import io.vertx.ext.web.RoutingContext;
import java.util.Locale;

/** What machines read of the shop: the prices for comparison sites, and the sitemap. */
final class FeedRoutes {
    private static final String XML = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

    private final Orders orders;

    FeedRoutes(Orders orders) {
        this.orders = orders;
    }

    void mount(Steps steps) {
        steps.get(Step.FEED, "/feeds/prices.xml", this::prices);
        steps.get(Step.FEED, "/sitemap.xml", this::sitemap);
    }

    private void prices(RoutingContext ctx) {
        Answers.xml(
                ctx,
                200,
                Catalogue.PRODUCTS.stream()
                        .map(this::product)
                        .collect(joining("", XML + "<prices currency=\"EUR\">\n", "</prices>\n")));
    }

    private String product(Product product) {
        return "<product sku=\"%s\"><name>%s</name><price>%s</price><stock>%d</stock></product>\n"
                .formatted(
                        product.sku(),
                        Page.text(product.name()),
                        String.format(Locale.ROOT, "%.2f", product.cents() / 100.0),
                        orders.stockOf(product));
    }

    private void sitemap(RoutingContext ctx) {
        String base = "http://" + Asked.header(ctx, "Host").orElse("");
        Answers.xml(
                ctx,
                200,
                Catalogue.PRODUCTS.stream()
                        .map(product -> "<url><loc>%s/p/%s</loc></url>\n".formatted(Page.text(base), product.sku()))
                        .collect(joining(
                                "",
                                XML + "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
                                "</urlset>\n")));
    }
}
