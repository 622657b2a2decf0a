package dev.outrider.shop;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Bonus points, behind a token that is good for one call: each answer brings the next in the header {@code X-Next-Token}. */
final class LoyaltyRoutes {
    private static final int KEPT = 1000;

    private final ShopConfig config;
    private final RandomGenerator random;
    private final Map<String, String> accountByToken = new LinkedHashMap<>();

    LoyaltyRoutes(ShopConfig config, RandomGenerator random) {
        this.config = config;
        this.random = random;
    }

    void mount(Steps steps) {
        steps.post(Step.LOYALTY, "/api/loyalty/sessions", this::begin);
        steps.get(Step.LOYALTY, "/api/loyalty/points", this::points);
        steps.get(Step.LOYALTY, "/api/loyalty/offers", this::offers);
    }

    private void begin(RoutingContext ctx) {
        Optional<Credentials> who = Credentials.of(ctx)
                .filter(given -> config.accounts().contains(given.user()) && config.isPassword(given.password()));
        who.ifPresentOrElse(
                given -> answer(ctx, 201, given.user(), new JsonObject().put("member", given.user())),
                () -> Answers.problem(ctx, 401, "send e-mail and password as HTTP Basic"));
    }

    private void points(RoutingContext ctx) {
        member(ctx).ifPresent(account -> answer(ctx, 200, account, new JsonObject().put("points", 120)));
    }

    private void offers(RoutingContext ctx) {
        member(ctx)
                .ifPresent(account -> answer(
                        ctx,
                        200,
                        account,
                        new JsonObject().put("offer", "Tea for the summit").put("costs", 100)));
    }

    private Optional<String> member(RoutingContext ctx) {
        Optional<String> account = take(Asked.header(ctx, "X-Token").orElse(""));
        if (account.isEmpty()) {
            Answers.problem(ctx, 401, "X-Token: the X-Next-Token of the last answer; each is good for one call");
        }
        return account;
    }

    private synchronized Optional<String> take(String token) {
        return Optional.ofNullable(accountByToken.remove(token));
    }

    private void answer(RoutingContext ctx, int status, String account, JsonObject body) {
        ctx.response().putHeader("X-Next-Token", next(account));
        Answers.json(ctx, status, body);
    }

    private synchronized String next(String account) {
        String token = Tokens.of(random, 16);
        accountByToken.put(token, account);
        if (accountByToken.size() > KEPT) {
            accountByToken.remove(accountByToken.keySet().iterator().next());
        }
        return token;
    }
}
