package dev.outrider.shop;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;

/** Buying: order, pay, wait for the confirmation, cancel. */
final class OrderRoutes {
    /** The last digits of the test card that every bank declines. */
    private static final String DECLINED = "0002";

    private final Orders orders;
    private final Carts carts;
    private final Door door;

    OrderRoutes(Orders orders, Carts carts, Door door) {
        this.orders = orders;
        this.carts = carts;
        this.door = door;
    }

    void mount(Steps steps) {
        steps.post(Step.ORDER, "/api/orders", this::order);
        steps.get(Step.ORDER_STATUS, "/api/orders", this::list);
        steps.get(Step.ORDER_STATUS, "/api/orders/:id", this::show);
        steps.post(Step.PAY, "/api/orders/:id/pay", this::pay);
        steps.post(Step.CANCEL, "/api/orders/by-reference/:reference/cancel", this::cancelByReference);
        steps.post(Step.CANCEL, "/api/orders/:id/cancel", this::cancel);
    }

    private void order(RoutingContext ctx) {
        door.trustedCustomer(ctx).ifPresent(customer -> Body.object(ctx).ifPresent(body -> order(ctx, customer, body)));
    }

    private void order(RoutingContext ctx, Door.Customer customer, JsonObject body) {
        Optional<String> key = Asked.header(ctx, "Idempotency-Key");
        Optional<String> cart = Body.text(body, "cart");
        if (key.isEmpty()) {
            Answers.problem(ctx, 400, "the header Idempotency-Key is missing; send a new one for each order");
        } else if (cart.isEmpty()) {
            Answers.problem(ctx, 422, "cart: the id of your cart, as POST /api/cart/items gave it");
        } else {
            String reference = Body.text(body, "reference").orElse(key.get());
            Visit.of(ctx).reference = Optional.of(reference);
            place(ctx, customer, new Orders.Request(customer.account(), key.get(), cart.get(), reference));
        }
    }

    private void place(RoutingContext ctx, Door.Customer customer, Orders.Request request) {
        Optional<Cart> cart = carts.of(customer.session().visitor(), request.cart());
        switch (orders.place(request, cart.map(Cart::lines).orElse(List.of()))) {
            case Orders.New(Order order) -> {
                cart.ifPresent(carts::empty);
                ctx.response().putHeader("location", "/api/orders/" + order.id());
                answer(ctx, 201, order);
            }
            case Orders.Repeated(Order order) -> answer(ctx, 200, order);
            case Orders.Refused(int status, String why) -> Answers.problem(ctx, status, why);
        }
    }

    private void list(RoutingContext ctx) {
        door.customer(ctx).ifPresent(customer -> {
            List<JsonObject> items =
                    orders.of(customer.account()).stream().map(Order::json).toList();
            Answers.json(ctx, 200, new JsonObject().put("items", new JsonArray(items)));
        });
    }

    private void show(RoutingContext ctx) {
        door.customer(ctx)
                .ifPresent(customer -> find(ctx, customer).ifPresent(order -> {
                    Visit.of(ctx).about(order);
                    Answers.json(ctx, 200, order.json());
                }));
    }

    private void pay(RoutingContext ctx) {
        door.trustedCustomer(ctx)
                .flatMap(customer -> find(ctx, customer))
                .filter(order -> accepted(ctx, order))
                .map(orders::pay)
                .ifPresent(order -> {
                    if (order.open()) {
                        answer(ctx, 202, order);
                    } else {
                        Visit.of(ctx).about(order);
                        Answers.problem(ctx, 409, "the order is " + order.word());
                    }
                });
    }

    /** Whether the bank takes the card; what is paid otherwise always is. The order of a declined card stays unpaid. */
    private static boolean accepted(RoutingContext ctx, Order order) {
        boolean accepted = !Body.card(ctx).endsWith(DECLINED);
        if (!accepted) {
            Visit.of(ctx).about(order);
            Answers.problem(ctx, 402, "the bank declined the card", new JsonObject().put("code", "card_declined"));
        }
        return accepted;
    }

    private void cancel(RoutingContext ctx) {
        door.trustedCustomer(ctx)
                .flatMap(customer -> find(ctx, customer))
                .map(orders::cancel)
                .ifPresent(order -> answer(ctx, 200, order));
    }

    private void cancelByReference(RoutingContext ctx) {
        String reference = Asked.part(ctx, "reference");
        Visit.of(ctx).reference = Optional.of(reference);
        door.trustedCustomer(ctx)
                .ifPresent(customer -> orders.findByReference(customer.account(), reference)
                        .map(orders::cancel)
                        .ifPresentOrElse(
                                order -> answer(ctx, 200, order),
                                () -> Answers.problem(ctx, 404, "you have no order with the reference " + reference)));
    }

    private Optional<Order> find(RoutingContext ctx, Door.Customer customer) {
        Optional<Order> order = orders.find(customer.account(), Asked.part(ctx, "id"));
        if (order.isEmpty()) {
            Answers.problem(ctx, 404, "you have no order " + Asked.part(ctx, "id"));
        }
        return order;
    }

    private static void answer(RoutingContext ctx, int status, Order order) {
        Visit.of(ctx).about(order);
        Answers.json(ctx, status, new JsonObject().put("order", order.json()));
    }
}
