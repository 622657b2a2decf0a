package dev.outrider.shop;

import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;

/** The same purchase for people: cart, checkout and order as pages. */
final class CounterRoutes {
    private final Orders orders;
    private final Carts carts;
    private final Sessions sessions;
    private final Door door;

    CounterRoutes(Orders orders, Carts carts, Sessions sessions, Door door) {
        this.orders = orders;
        this.carts = carts;
        this.sessions = sessions;
        this.door = door;
    }

    void mount(Steps steps) {
        steps.post(Step.CART, "/cart", this::add);
        steps.get(Step.CART_STATUS, "/cart", this::cart);
        steps.get(Step.CART_STATUS, "/checkout", this::checkout);
        steps.post(Step.ORDER, "/checkout", this::buy);
        steps.get(Step.ORDER_STATUS, "/orders/:id", this::order);
        steps.post(Step.CANCEL, "/orders/:id/cancel", this::cancel);
    }

    private void add(RoutingContext ctx) {
        door.trusted(ctx)
                .ifPresent(session -> Catalogue.bySku(Asked.field(ctx, "sku"))
                        .ifPresentOrElse(
                                product -> {
                                    carts.add(session.visitor(), new Line(product, 1));
                                    Answers.seeOther(ctx, "/cart");
                                },
                                () -> Answers.refuse(ctx, 404, "We do not have that.")));
    }

    private void cart(RoutingContext ctx) {
        Optional<Cart> cart = sessions.of(ctx).flatMap(session -> carts.of(session.visitor()));
        String content = cart.filter(full -> !full.lines().isEmpty())
                .map(full -> Page.lines(full.lines(), full.cents())
                        + "<p><a class=\"button\" href=\"/checkout\">Checkout</a></p>")
                .orElse("<p>Your cart is empty.</p>");
        Answers.page(ctx, 200, Page.html("Cart", "<h1>Cart</h1>\n" + content));
    }

    private void checkout(RoutingContext ctx) {
        Optional<Door.Customer> customer = door.known(ctx);
        Optional<Cart> cart = customer.flatMap(who -> carts.of(who.session().visitor()));
        if (customer.isEmpty()) {
            Answers.seeOther(ctx, "/login");
        } else if (cart.isEmpty()) {
            Answers.seeOther(ctx, "/cart");
        } else {
            Answers.page(ctx, 200, Page.html("Checkout", bill(customer.get().session(), cart.get())));
        }
    }

    /** The key of the order is in the form, so that a second click buys nothing twice. */
    private String bill(Session session, Cart cart) {
        String fields = Page.hidden("cart", cart.id()) + Page.hidden("key", orders.newKey());
        return "<h1>Checkout</h1>\n" + Page.lines(cart.lines(), cart.cents())
                + Page.button("/checkout", "Pay", session, fields);
    }

    private void buy(RoutingContext ctx) {
        door.trustedCustomer(ctx).ifPresent(customer -> {
            String key = Asked.field(ctx, "key");
            List<Line> lines = carts.of(customer.session().visitor(), Asked.field(ctx, "cart"))
                    .map(Cart::lines)
                    .orElse(List.of());
            switch (orders.place(new Orders.Request(customer.account(), key, Asked.field(ctx, "cart"), key), lines)) {
                case Orders.New(Order order) -> {
                    carts.of(customer.session().visitor()).ifPresent(carts::empty);
                    paid(ctx, order);
                }
                case Orders.Repeated(Order order) -> paid(ctx, order);
                case Orders.Refused(int status, String why) -> Answers.refuse(ctx, status, why);
            }
        });
    }

    private void paid(RoutingContext ctx, Order order) {
        Visit.of(ctx).about(orders.pay(order));
        Answers.seeOther(ctx, "/orders/" + order.id());
    }

    private void order(RoutingContext ctx) {
        door.customer(ctx)
                .ifPresent(customer -> find(ctx, customer)
                        .ifPresent(order -> Answers.page(ctx, 200, Page.html("Order", receipt(customer, order)))));
    }

    private static String receipt(Door.Customer customer, Order order) {
        String cancel = order.open()
                ? Page.button("/orders/" + order.id() + "/cancel", "Cancel order", customer.session(), "")
                : "";
        return "<h1>Thank you</h1>\n<p>Order <strong data-testid=\"order-id\">%s</strong>: <strong>%s</strong></p>\n%s\n%s"
                .formatted(order.id(), order.word(), Page.lines(order.lines(), order.cents()), cancel);
    }

    private void cancel(RoutingContext ctx) {
        door.trustedCustomer(ctx)
                .flatMap(customer -> find(ctx, customer))
                .map(orders::cancel)
                .ifPresent(order -> Answers.seeOther(ctx, "/orders/" + order.id()));
    }

    private Optional<Order> find(RoutingContext ctx, Door.Customer customer) {
        Optional<Order> order = orders.find(customer.account(), Asked.part(ctx, "id"));
        order.ifPresentOrElse(Visit.of(ctx)::about, () -> Answers.refuse(ctx, 404, "You have no such order."));
        return order;
    }
}
