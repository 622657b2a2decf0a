package dev.outrider.shop;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The carts, one a visitor; one that nobody touches goes as sessions do. Thread safe. */
final class Carts {
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Duration ttl;
    private final Map<String, Cart> byVisitor = new HashMap<>();

    Carts(InstantSource clock, RandomGenerator random, Duration ttl) {
        this.clock = clock;
        this.random = random;
        this.ttl = ttl;
    }

    synchronized Cart add(String visitor, Line line) {
        Instant now = clock.instant();
        byVisitor.values().removeIf(cart -> !now.isBefore(cart.touched().plus(ttl)));
        Cart cart = byVisitor.computeIfAbsent(visitor, _ -> empty(visitor, now));
        return keep(cart.plus(line, now));
    }

    private Cart empty(String visitor, Instant now) {
        return new Cart("c-" + Tokens.of(random, 6), visitor, List.of(), now);
    }

    synchronized Optional<Cart> of(String visitor) {
        return Optional.ofNullable(byVisitor.get(visitor));
    }

    Optional<Cart> of(String visitor, String id) {
        return of(visitor).filter(cart -> cart.id().equals(id));
    }

    /** Takes everything out, as an order does; the cart stays. */
    synchronized void empty(Cart cart) {
        keep(new Cart(cart.id(), cart.visitor(), List.of(), clock.instant()));
    }

    synchronized void remove(Cart cart) {
        byVisitor.remove(cart.visitor());
    }

    private Cart keep(Cart cart) {
        byVisitor.put(cart.visitor(), cart);
        return cart;
    }
}
