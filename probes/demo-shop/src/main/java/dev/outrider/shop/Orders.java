package dev.outrider.shop;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * The orders and the stock that they hold. Time passes when somebody looks: what is due by the clock (a confirmation, an
 * expiry) happens before anything is answered, so no timer is needed and nothing is ever seen late. Thread safe.
 */
public final class Orders {
    /** How long a finished order can still be asked for. */
    private static final Duration REMEMBERED = Duration.ofMinutes(15);

    private static final int SLOWEST_CONFIRMATION_MS = 900;
    private static final int FASTEST_CONFIRMATION_MS = 100;

    private final InstantSource clock;
    private final RandomGenerator random;
    private final Duration ttl;
    private final Stock stock;
    private final Map<String, Order> byId = new LinkedHashMap<>();
    private final Map<Key, Placement> byKey = new LinkedHashMap<>();

    Orders(InstantSource clock, RandomGenerator random, ShopConfig config) {
        this.clock = clock;
        this.random = random;
        this.ttl = config.orderTtl();
        this.stock = new Stock(config.stock());
    }

    private record Key(String account, String idempotencyKey) {}

    private record Placement(String orderId, Request request) {}

    /** What a customer asks for. */
    record Request(String account, String idempotencyKey, String cart, String reference) {}

    /** What became of it. */
    sealed interface Placed {}

    record New(Order order) implements Placed {}

    record Repeated(Order order) implements Placed {}

    record Refused(int status, String why) implements Placed {}

    /** How many orders hold stock, since when the oldest does, and how many orders there are in each state. */
    public record Figures(int open, Optional<Instant> oldestOpen, Map<String, Long> states) {}

    /** Places an order, once for each idempotency key of an account. */
    synchronized Placed place(Request request, List<Line> lines) {
        Instant now = settle();
        Placement earlier = byKey.get(new Key(request.account(), request.idempotencyKey()));
        if (earlier != null) {
            return repeat(earlier, request);
        }
        if (lines.isEmpty()) {
            return new Refused(409, "the cart is empty");
        }
        if (byReference(request.account(), request.reference()).isPresent()) {
            return new Refused(409, "there is an order with the reference " + request.reference() + " already");
        }
        return stock.take(lines)
                .<Placed>map(missing -> new Refused(
                        409, "not enough stock of " + missing.product().sku()))
                .orElseGet(() -> new New(open(request, lines, now)));
    }

    private Placed repeat(Placement earlier, Request request) {
        Order order = byId.get(earlier.orderId());
        if (order == null || !earlier.request().equals(request)) {
            return new Refused(422, "the Idempotency-Key was used for another order");
        }
        return new Repeated(order);
    }

    private Order open(Request request, List<Line> lines, Instant now) {
        String id = "o-" + Tokens.of(random, 6);
        Order order = new Order(id, request.account(), request.reference(), lines, now, new Order.Unpaid());
        byId.put(id, order);
        byKey.put(new Key(request.account(), request.idempotencyKey()), new Placement(id, request));
        return order;
    }

    /** An idempotency key that nobody has used. */
    String newKey() {
        return "web-" + Tokens.of(random, 8);
    }

    synchronized Optional<Order> find(String account, String id) {
        settle();
        return Optional.ofNullable(byId.get(id)).filter(order -> order.account().equals(account));
    }

    synchronized Optional<Order> findByReference(String account, String reference) {
        settle();
        return byReference(account, reference);
    }

    private Optional<Order> byReference(String account, String reference) {
        return byId.values().stream()
                .filter(order ->
                        order.account().equals(account) && order.reference().equals(reference))
                .findFirst();
    }

    synchronized List<Order> of(String account) {
        settle();
        return byId.values().stream()
                .filter(order -> order.account().equals(account))
                .toList();
    }

    /** Takes the money; the confirmation follows within a second. An order that was paid or is closed stays as it is. */
    synchronized Order pay(Order order) {
        Instant now = settle();
        Order current = byId.getOrDefault(order.id(), order);
        if (!(current.state() instanceof Order.Unpaid)) {
            return current;
        }
        int ms = random.nextInt(FASTEST_CONFIRMATION_MS, SLOWEST_CONFIRMATION_MS);
        return keep(current.with(new Order.Paid(now.plusMillis(ms))));
    }

    /** Cancels and gives the stock back, once. */
    synchronized Order cancel(Order order) {
        Instant now = settle();
        Order current = byId.getOrDefault(order.id(), order);
        return current.open() ? close(current, new Order.Cancelled(now)) : current;
    }

    synchronized int stockOf(Product product) {
        settle();
        return stock.of(product);
    }

    public synchronized Figures figures() {
        settle();
        Map<String, Long> states = new TreeMap<>();
        byId.values().forEach(order -> states.merge(order.word(), 1L, Long::sum));
        List<Order> open = openOrders();
        return new Figures(open.size(), open.stream().map(Order::placedAt).min(Instant::compareTo), states);
    }

    synchronized List<Order> openNow() {
        settle();
        return openOrders();
    }

    private List<Order> openOrders() {
        return byId.values().stream().filter(Order::open).toList();
    }

    private Instant settle() {
        Instant now = clock.instant();
        List.copyOf(byId.values()).forEach(order -> settle(order, now));
        byKey.values().removeIf(placement -> !byId.containsKey(placement.orderId()));
        return now;
    }

    private void settle(Order order, Instant now) {
        switch (order.state()) {
            case Order.Unpaid _, Order.Confirmed _ -> expire(order, now);
            case Order.Paid(Instant confirmedFrom) -> {
                if (!now.isBefore(confirmedFrom)) {
                    expire(keep(order.with(new Order.Confirmed())), now);
                }
            }
            case Order.Cancelled(Instant at) -> forget(order, at, now);
            case Order.Expired(Instant at) -> forget(order, at, now);
        }
    }

    private void expire(Order order, Instant now) {
        if (!now.isBefore(order.placedAt().plus(ttl))) {
            close(order, new Order.Expired(now));
        }
    }

    private void forget(Order order, Instant closedAt, Instant now) {
        if (!now.isBefore(closedAt.plus(REMEMBERED))) {
            byId.remove(order.id());
        }
    }

    private Order close(Order order, Order.State state) {
        stock.giveBack(order.lines());
        return keep(order.with(state));
    }

    private Order keep(Order order) {
        byId.put(order.id(), order);
        return order;
    }
}
