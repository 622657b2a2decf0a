package dev.outrider.shop;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** The cart; nobody has to log in to have one. */
final class CartRoutes {
    private static final int MOST = 99;

    private final Carts carts;
    private final Sessions sessions;
    private final Door door;

    CartRoutes(Carts carts, Sessions sessions, Door door) {
        this.carts = carts;
        this.sessions = sessions;
        this.door = door;
    }

    void mount(Steps steps) {
        steps.post(Step.CART, "/api/cart/items", this::add);
        steps.get(Step.CART_STATUS, "/api/cart", this::mine);
        steps.get(Step.CART_STATUS, "/api/cart/:id", this::show);
        steps.delete(Step.CART_DELETE, "/api/cart/:id", this::remove);
    }

    private void add(RoutingContext ctx) {
        door.trusted(ctx).ifPresent(session -> Body.object(ctx).ifPresent(body -> add(ctx, session, body)));
    }

    private void add(RoutingContext ctx, Session session, JsonObject body) {
        Optional<Product> product = product(body.getValue("product"));
        Object quantity = body.getValue("quantity", 1);
        if (product.isEmpty()) {
            Answers.problem(ctx, 422, "product: the id or the sku of a product, as in /api/products");
        } else if (!(quantity instanceof Integer pieces) || pieces < 1 || pieces > MOST) {
            Answers.problem(ctx, 422, "quantity: a whole number from 1 to " + MOST);
        } else {
            Cart cart = carts.add(session.visitor(), new Line(product.get(), pieces));
            ctx.response().putHeader("location", "/api/cart/" + cart.id());
            Answers.json(ctx, 201, cart.json());
        }
    }

    private static Optional<Product> product(Object named) {
        return switch (named) {
            case Integer id -> Catalogue.byId(id);
            case String sku -> Catalogue.bySku(sku);
            case null, default -> Optional.empty();
        };
    }

    private void mine(RoutingContext ctx) {
        JsonObject none =
                new JsonObject().putNull("id").put("items", new JsonArray()).put("total", 0.0);
        Answers.json(
                ctx,
                200,
                sessions.of(ctx)
                        .flatMap(session -> carts.of(session.visitor()))
                        .map(Cart::json)
                        .orElse(none));
    }

    private void show(RoutingContext ctx) {
        sessions.of(ctx)
                .flatMap(session -> carts.of(session.visitor(), Asked.part(ctx, "id")))
                .ifPresentOrElse(cart -> Answers.json(ctx, 200, cart.json()), () -> unknown(ctx));
    }

    private void remove(RoutingContext ctx) {
        door.trusted(ctx)
                .ifPresent(session -> carts.of(session.visitor(), Asked.part(ctx, "id"))
                        .ifPresentOrElse(
                                cart -> {
                                    carts.remove(cart);
                                    Answers.nothing(ctx);
                                },
                                () -> unknown(ctx)));
    }

    private static void unknown(RoutingContext ctx) {
        Answers.problem(ctx, 404, "you have no cart " + Asked.part(ctx, "id"));
    }
}
