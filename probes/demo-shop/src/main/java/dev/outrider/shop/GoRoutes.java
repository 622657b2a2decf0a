package dev.outrider.shop;

import io.vertx.ext.web.RoutingContext;
import java.util.random.RandomGenerator;

/** What a banner of a campaign links to: a chain of redirects, as long as chance will have it, to a product's page. */
final class GoRoutes {
    private static final int MOST = 4;
    private static final int[] STATUSES = {302, 307, 303};

    private final RandomGenerator random;

    GoRoutes(RandomGenerator random) {
        this.random = random;
    }

    void mount(Steps steps) {
        steps.get(
                Step.GO,
                "/go/:sku",
                ctx -> Answers.redirect(ctx, 302, "/go/" + Asked.part(ctx, "sku") + "/" + random.nextInt(1, MOST)));
        steps.get(Step.GO, "/go/:sku/:left", this::hop);
    }

    private static int left(RoutingContext ctx) {
        String left = Asked.part(ctx, "left");
        return left.matches("[1-9]") ? Integer.parseInt(left) : 0;
    }

    /** On to the next; relative, as many shops write it. */
    private void hop(RoutingContext ctx) {
        int left = left(ctx);
        String to = left > 1 ? "" + (left - 1) : "/p/" + Asked.part(ctx, "sku") + "?from=campaign";
        Answers.redirect(ctx, STATUSES[left % STATUSES.length], to);
    }
}
