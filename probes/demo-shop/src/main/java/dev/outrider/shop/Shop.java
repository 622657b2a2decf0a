package dev.outrider.shop;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running shop. */
public final class Shop {
    private static final Logger logger = LoggerFactory.getLogger(Shop.class);

    private final HttpServer server;
    private final Faults faults;
    private final Orders orders;
    private final RequestLog log;

    private Shop(HttpServer server, Faults faults, Orders orders, RequestLog log) {
        this.server = server;
        this.faults = faults;
        this.orders = orders;
        this.log = log;
    }

    /** Opens a shop; it fails when the port is taken or the log file cannot be written. */
    public static Future<Shop> start(Vertx vertx, ShopConfig config) {
        return start(vertx, config, InstantSource.system(), new SecureRandom());
    }

    /** Opens a shop with a clock and chance of your own. */
    public static Future<Shop> start(Vertx vertx, ShopConfig config, InstantSource clock, RandomGenerator random) {
        Faults faults = new Faults(clock, config.faults());
        Orders orders = new Orders(clock, random, config);
        return RequestLog.open(vertx, config)
                .compose(log -> listen(vertx, config, router(vertx, config, clock, random, faults, orders, log))
                        .map(server -> new Shop(server, faults, orders, log)));
    }

    private static Future<HttpServer> listen(Vertx vertx, ShopConfig config, Router router) {
        HttpServerOptions options =
                new HttpServerOptions().setHost(config.host()).setPort(config.port());
        return vertx.createHttpServer(options).requestHandler(router).listen();
    }

    /** Every group of routes is one file; a new one is one more line here. */
    private static Router router(
            Vertx vertx,
            ShopConfig config,
            InstantSource clock,
            RandomGenerator random,
            Faults faults,
            Orders orders,
            RequestLog log) {
        Router router = Router.router(vertx);
        Steps steps = new Steps(router, new FaultGate(vertx, faults), log, config.regionHeader(), clock);
        Sessions sessions = new Sessions(clock, random, config.sessionTtl());
        Carts carts = new Carts(clock, random, config.sessionTtl());
        Door door = new Door(sessions);
        new ProductRoutes(orders, sessions).mount(steps);
        new LoginRoutes(config, sessions, door, orders).mount(steps);
        new CartRoutes(carts, sessions, door).mount(steps);
        new OrderRoutes(orders, carts, door).mount(steps);
        new CounterRoutes(orders, carts, sessions, door).mount(steps);
        new CardRoutes(orders, carts, door).mount(steps);
        mountBesides(steps, config, clock, random, orders, door);
        new AdminRoutes(config.openAdmin(), faults, log, orders).mount(router);
        asset(router, "style.css", "text/css");
        asset(router, "card.js", "text/javascript");
        asset(router, "provider.js", "text/javascript");
        return withErrors(router);
    }

    /** What a purchase does not need. */
    private static void mountBesides(
            Steps steps, ShopConfig config, InstantSource clock, RandomGenerator random, Orders orders, Door door) {
        new AddressRoutes(new AddressBook(), door).mount(steps);
        new GoRoutes(random).mount(steps);
        new StockRoutes(orders).mount(steps);
        new GraphRoutes(orders).mount(steps);
        new LoyaltyRoutes(config, random).mount(steps);
        new FeedRoutes(orders).mount(steps);
        new PartnerRoutes(config, clock, random).mount(steps);
        new StorageRoutes(config, clock).mount(steps);
        new DocumentRoutes(new Documents(clock, random), door, clock).mount(steps);
        Grants grants = new Grants(clock, random);
        Jwts jwts = new Jwts(config.password());
        new OidcRoutes(grants, jwts, door).mount(steps);
        new TokenRoutes(config, grants, jwts, clock).mount(steps);
    }

    private static Router withErrors(Router router) {
        router.errorHandler(404, ctx -> Answers.refuse(ctx, 404, "There is nothing at " + Asked.path(ctx)));
        router.errorHandler(
                405,
                ctx -> Answers.refuse(
                        ctx, 405, "This address does not take " + ctx.request().method()));
        router.errorHandler(413, ctx -> Answers.refuse(ctx, 413, "The body is too large."));
        router.errorHandler(500, ctx -> {
            logger.warn("could not answer {} {}", ctx.request().method(), Asked.path(ctx), ctx.failure());
            Answers.refuse(ctx, 500, "Something broke that was not meant to.");
        });
        return router;
    }

    private static void asset(Router router, String name, String type) {
        Buffer content = resource(name);
        router.get("/" + name)
                .handler(ctx -> ctx.response()
                        .putHeader("content-type", type + "; charset=utf-8")
                        .putHeader("cache-control", "max-age=3600")
                        .end(content));
    }

    private static Buffer resource(String name) {
        try (InputStream file = Objects.requireNonNull(Shop.class.getResourceAsStream(name), name)) {
            return Buffer.buffer(file.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("could not read " + name, e);
        }
    }

    public int port() {
        return server.actualPort();
    }

    public Faults faults() {
        return faults;
    }

    public RequestLog requests() {
        return log;
    }

    public Orders orders() {
        return orders;
    }

    /** Closes the shop: what is being served may end within a second, what hangs is dropped. */
    public Future<Void> close() {
        return server.shutdown(1, TimeUnit.SECONDS).eventually(log::close);
    }
}
