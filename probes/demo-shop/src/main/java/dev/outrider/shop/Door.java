package dev.outrider.shop;

import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** Lets in who may come in; whoever is turned away has his answer already. */
final class Door {
    private final Sessions sessions;

    Door(Sessions sessions) {
        this.sessions = sessions;
    }

    /** A customer who has logged in. */
    record Customer(Session session, String account) {}

    /** The session of a request that changes something and proves that it comes from one of our pages. */
    Optional<Session> trusted(RoutingContext ctx) {
        Optional<Session> session = sessions.of(ctx).filter(known -> Sessions.trusts(ctx, known));
        if (session.isEmpty()) {
            Answers.refuse(
                    ctx, 403, "The CSRF token is missing or is not the one of this session; load the page again.");
        }
        return session;
    }

    /** The customer who asks. */
    Optional<Customer> customer(RoutingContext ctx) {
        Optional<Customer> customer = known(ctx);
        if (customer.isEmpty()) {
            Answers.refuse(ctx, 401, "Log in first, at /login.");
        }
        return customer;
    }

    /** The customer who changes something. */
    Optional<Customer> trustedCustomer(RoutingContext ctx) {
        Optional<Customer> customer = customer(ctx);
        return customer.isPresent() && trusted(ctx).isPresent() ? customer : Optional.empty();
    }

    /** The customer who asks, if it is one; nobody is turned away. */
    Optional<Customer> known(RoutingContext ctx) {
        return sessions.of(ctx).flatMap(session -> session.account().map(account -> new Customer(session, account)));
    }

    /** Whether a browser says that the request comes from a page of ours: by its Origin, or else by its Referer. */
    static boolean fromOurPage(RoutingContext ctx) {
        String ours = "http://" + Asked.header(ctx, "Host").orElse("");
        return Asked.header(ctx, "Origin")
                .map(ours::equals)
                .or(() -> Asked.header(ctx, "Referer").map(page -> page.startsWith(ours + "/")))
                .orElse(false);
    }
}
