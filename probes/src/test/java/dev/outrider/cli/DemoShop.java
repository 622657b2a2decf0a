package dev.outrider.cli;

import dev.outrider.shop.Shop;
import dev.outrider.shop.ShopConfig;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;

/** The demo shop, open on a port of its own; its clock runs, and can be put forward. */
final class DemoShop implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
    private final Shop shop = Shop.start(
                    vertx, ShopConfig.DEFAULT, () -> Instant.now().plus(ahead.get()), new Random(7))
            .await();

    String url() {
        return "http://127.0.0.1:" + shop.port();
    }

    void later(Duration span) {
        ahead.updateAndGet(span::plus);
    }

    @Override
    public void close() {
        vertx.close().await();
    }
}
