package dev.outrider.shop;

import static java.util.stream.Collectors.joining;

import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** Coming in and going out: the login form, the account and the logout. */
final class LoginRoutes {
    /** How many orders the account shows. */
    private static final int NEWEST = 20;

    private final ShopConfig config;
    private final Sessions sessions;
    private final Door door;
    private final Orders orders;

    LoginRoutes(ShopConfig config, Sessions sessions, Door door, Orders orders) {
        this.config = config;
        this.sessions = sessions;
        this.door = door;
        this.orders = orders;
    }

    void mount(Steps steps) {
        steps.get(
                Step.LOGIN_PAGE,
                "/login",
                ctx -> form(ctx, "", Asked.query(ctx, "next").orElse("")));
        steps.post(Step.LOGIN, "/login", this::login);
        steps.get(Step.ACCOUNT, "/account", this::account);
        steps.post(Step.LOGOUT, "/logout", this::logout);
    }

    private void form(RoutingContext ctx, String complaint, String next) {
        Answers.page(ctx, 200, Page.html("Sign in", """
                        <h1>Sign in</h1>
                        %s
                        <form id="login" method="post" action="/login">
                        <input type="hidden" name="_csrf" value="%s">%s
                        <label>Email <input type="email" name="email" autocomplete="username" required></label>
                        <label>Password <input type="password" name="password" autocomplete="current-password" required></label>
                        <button name="action" value="sign-in">Sign in</button>
                        </form>""".formatted(
                        complaint, sessions.ofOrNew(ctx).csrf(), isOurs(next) ? Page.hidden("next", next) : "")));
    }

    private void login(RoutingContext ctx) {
        door.trusted(ctx).ifPresent(session -> {
            String email = Asked.field(ctx, "email");
            if (config.accounts().contains(email) && config.isPassword(Asked.field(ctx, "password"))) {
                sessions.rotate(ctx, session, email);
                String next = Asked.field(ctx, "next");
                Answers.seeOther(ctx, isOurs(next) ? next : "/account");
            } else {
                form(
                        ctx,
                        "<p class=\"error\" role=\"alert\">The email or the password is wrong.</p>",
                        Asked.field(ctx, "next"));
            }
        });
    }

    /** Nobody is sent to another site after the login. */
    private static boolean isOurs(String next) {
        return next.startsWith("/") && !next.startsWith("//");
    }

    private void account(RoutingContext ctx) {
        door.known(ctx)
                .ifPresentOrElse(
                        customer -> Answers.page(ctx, 200, Page.html("My account", overview(customer))),
                        () -> Answers.seeOther(ctx, "/login"));
    }

    private String overview(Door.Customer customer) {
        List<Order> newest =
                orders.of(customer.account()).reversed().stream().limit(NEWEST).toList();
        String rows = newest.stream()
                .map(order -> "<li><a href=\"/orders/%s\">%s</a> %s, <span class=\"price\">%s</span></li>\n"
                        .formatted(order.id(), Page.text(order.reference()), order.word(), Page.price(order.cents())))
                .collect(joining());
        return """
                <h1>My account</h1>
                <p>%s · <a href="/account/address">My address</a></p>
                <h2>My orders (%d)</h2>
                <ul class="orders">
                %s</ul>
                %s""".formatted(
                        Page.text(customer.account()),
                        newest.size(),
                        rows,
                        Page.button("/logout", "Sign out", customer.session(), ""));
    }

    private void logout(RoutingContext ctx) {
        door.trusted(ctx).ifPresent(session -> {
            sessions.end(ctx, session);
            Answers.seeOther(ctx, "/");
        });
    }
}
