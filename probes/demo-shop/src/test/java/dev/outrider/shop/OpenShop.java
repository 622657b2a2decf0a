package dev.outrider.shop;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/** A real shop on a real port, whose clock stands still until it is told to go on. */
final class OpenShop implements InstantSource, AutoCloseable {
    static final String CANARY = "canary-eu-west@shop.test";
    static final String OTHER = "canary-us-east@shop.test";

    private final Vertx vertx = Vertx.vertx();
    private final List<Browser> browsers = new ArrayList<>();
    private final AtomicLong looks = new AtomicLong();
    private volatile Instant now = Instant.parse("2026-11-27T12:00:00Z");
    final Shop shop;

    OpenShop(ShopConfig config) {
        shop = within10s(Shop.start(vertx, config, this, new Random(1)));
    }

    OpenShop() {
        this(ShopConfig.DEFAULT);
    }

    Browser browser() {
        Browser browser = new Browser(shop.port());
        browsers.add(browser);
        return browser;
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    /** How often the shop has looked at the clock: a request that hangs looks again and again. */
    long looks() {
        return looks.get();
    }

    @Override
    public Instant instant() {
        looks.incrementAndGet();
        return now;
    }

    @Override
    public void close() {
        browsers.forEach(Browser::close);
        within10s(shop.close());
        within10s(vertx.close());
    }

    private static <T> T within10s(Future<T> future) {
        try {
            return future.await(10, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }
}
