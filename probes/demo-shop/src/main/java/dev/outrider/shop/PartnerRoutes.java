package dev.outrider.shop;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Orders of partners. A request is signed: {@code X-Signature} is the HMAC-SHA256, in hexadecimal, of four lines: method,
 * path with query, {@code X-Timestamp} in seconds, and the SHA-256 of the body in hexadecimal. The key is the password.
 */
final class PartnerRoutes {
    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final int KEPT = 1000;

    private final ShopConfig config;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Set<String> orders = new LinkedHashSet<>();

    PartnerRoutes(ShopConfig config, InstantSource clock, RandomGenerator random) {
        this.config = config;
        this.clock = clock;
        this.random = random;
    }

    void mount(Steps steps) {
        steps.post(Step.PARTNER, "/api/partner/orders", this::order);
        steps.delete(Step.PARTNER, "/api/partner/orders/:id", this::withdraw);
    }

    private void order(RoutingContext ctx) {
        if (!isSigned(ctx)) {
            return;
        }
        Body.object(ctx).ifPresent(body -> {
            if (Body.text(body, "sku").flatMap(Catalogue::bySku).isEmpty()) {
                Answers.problem(ctx, 422, "sku: one of our products");
            } else {
                Answers.json(ctx, 202, new JsonObject().put("id", keep()).put("state", "ACCEPTED"));
            }
        });
    }

    private synchronized String keep() {
        String id = "po-" + Tokens.of(random, 6);
        orders.add(id);
        if (orders.size() > KEPT) {
            orders.remove(orders.iterator().next());
        }
        return id;
    }

    private void withdraw(RoutingContext ctx) {
        if (isSigned(ctx)) {
            if (remove(Asked.part(ctx, "id"))) {
                Answers.nothing(ctx);
            } else {
                Answers.problem(ctx, 404, "there is no partner order " + Asked.part(ctx, "id"));
            }
        }
    }

    private synchronized boolean remove(String id) {
        return orders.remove(id);
    }

    private boolean isSigned(RoutingContext ctx) {
        Optional<String> wrong = wrong(ctx);
        wrong.ifPresent(what -> Answers.problem(ctx, 401, what));
        return wrong.isEmpty();
    }

    private Optional<String> wrong(RoutingContext ctx) {
        String timestamp = Asked.header(ctx, "X-Timestamp").orElse("");
        if (!timestamp.matches("\\d{1,12}") || isFar(Instant.ofEpochSecond(Long.parseLong(timestamp)))) {
            return Optional.of(
                    "X-Timestamp: now, in seconds; it is " + clock.instant().getEpochSecond());
        }
        Buffer body = ctx.body().buffer();
        String digest = Digests.sha256(body == null ? new byte[0] : body.getBytes());
        String text =
                String.join("\n", ctx.request().method().name(), ctx.request().uri(), timestamp, digest);
        String right = Digests.hex(Digests.hmac(config.password().getBytes(StandardCharsets.UTF_8), text));
        return Digests.same(right, Asked.header(ctx, "X-Signature").orElse(""))
                ? Optional.empty()
                : Optional.of("X-Signature is not that of the lines method, path, timestamp and digest of the body");
    }

    private boolean isFar(Instant signed) {
        return Duration.between(signed, clock.instant()).abs().compareTo(TOLERANCE) > 0;
    }
}
