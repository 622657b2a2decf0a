package dev.outrider.cli;

import dev.outrider.shop.Shop;
import dev.outrider.shop.ShopConfig;
import io.vertx.core.Vertx;

/** The demo shop, open on a port of its own. */
final class DemoShop implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final Shop shop = Shop.start(vertx, ShopConfig.DEFAULT).await();

    String url() {
        return "http://127.0.0.1:" + shop.port();
    }

    @Override
    public void close() {
        vertx.close().await();
    }
}
