package dev.outrider.shop;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/**
 * Paying by card as most shops do it: the card's number is typed into a frame that comes from another origin, a payment
 * provider's, and the bank asks in a frame within that frame whether it is you. The other origin is this machine by its other name.
 */
final class CardRoutes {
    /** What the bank sends to the phone of every customer. */
    private static final String CODE = "4711";

    private static final String POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
            + "frame-src http: https:; form-action 'self'; base-uri 'none'";

    private final Orders orders;
    private final Carts carts;
    private final Door door;

    CardRoutes(Orders orders, Carts carts, Door door) {
        this.orders = orders;
        this.carts = carts;
        this.door = door;
    }

    void mount(Steps steps) {
        steps.get(Step.CART_STATUS, "/checkout/card", this::checkout);
        steps.get(Step.PAY, "/provider/card", this::form);
        steps.post(Step.PAY, "/provider/card", this::authorize);
        steps.get(Step.PAY, "/provider/challenge", this::challenge);
        steps.post(Step.PAY, "/provider/challenge", this::answer);
    }

    private void checkout(RoutingContext ctx) {
        Optional<Door.Customer> customer = door.known(ctx);
        Optional<Cart> cart = customer.flatMap(who -> carts.of(who.session().visitor()));
        if (customer.isEmpty()) {
            Answers.seeOther(ctx, "/login");
        } else if (cart.isEmpty()) {
            Answers.seeOther(ctx, "/cart");
        } else {
            String bill = """
                    <h1>Pay by card</h1>
                    %s
                    <p id="say" role="status"></p>
                    <iframe name="card" title="Your card" src="%s/provider/card"></iframe>
                    <form id="order">%s%s%s</form>
                    <script src="/card.js"></script>""".formatted(
                            Page.lines(cart.get().lines(), cart.get().cents()),
                            elsewhere(ctx),
                            Page.hidden("cart", cart.get().id()),
                            Page.hidden("key", orders.newKey()),
                            Page.hidden("csrf", customer.get().session().csrf()));
            page(ctx, Page.html("Pay by card", bill));
        }
    }

    private void form(RoutingContext ctx) {
        page(ctx, Page.bare("Card", """
                <form id="card">
                <label>Card number <input name="number" inputmode="numeric" autocomplete="cc-number"></label>
                <label>Expiry <input name="expiry" autocomplete="cc-exp"></label>
                <label>Security code <input name="cvc" autocomplete="cc-csc"></label>
                <button disabled>Pay now</button>
                </form>
                <p id="say" role="status"></p>
                <script src="/provider.js"></script>"""));
    }

    /** The provider asks the bank, which always wants to know who pays. */
    private void authorize(RoutingContext ctx) {
        boolean complete = Body.card(ctx).matches("[0-9 ]{12,19}");
        Answers.json(
                ctx,
                complete ? 200 : 422,
                complete
                        ? new JsonObject().put("challenge", elsewhere(ctx) + "/provider/challenge")
                        : new JsonObject().put("problem", "This is no card number."));
    }

    private void challenge(RoutingContext ctx) {
        page(ctx, Page.bare("Your bank", """
                <form id="challenge">
                <p>Your bank sent a code to your phone.</p>
                <label>Code <input name="code" inputmode="numeric" autocomplete="one-time-code"></label>
                <button disabled>Confirm</button>
                </form>
                <p id="say" role="status"></p>
                <script src="/provider.js"></script>"""));
    }

    private void answer(RoutingContext ctx) {
        Body.object(ctx).ifPresent(body -> {
            boolean right = Body.text(body, "code").equals(Optional.of(CODE));
            Answers.json(ctx, right ? 200 : 403, new JsonObject().put("authenticated", right));
        });
    }

    private static void page(RoutingContext ctx, String html) {
        Answers.page(ctx, html, POLICY);
    }

    /** This machine by its other name, which is another origin to a browser. */
    private static String elsewhere(RoutingContext ctx) {
        String host = Asked.header(ctx, "Host").orElse("");
        boolean number = host.startsWith("127.0.0.1");
        return "http://" + (number ? host.replace("127.0.0.1", "localhost") : host.replace("localhost", "127.0.0.1"));
    }
}
