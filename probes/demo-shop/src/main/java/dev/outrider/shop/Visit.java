package dev.outrider.shop;

import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** One request as the log will tell it: filled in while it is served, on its event loop only. */
final class Visit {
    private static final String KEY = Visit.class.getName();

    final Step step;
    final Instant at;
    final Optional<String> region;
    final String source;
    Optional<Fault> fault = Optional.empty();
    Optional<String> order = Optional.empty();
    Optional<String> reference = Optional.empty();

    private Visit(Step step, Instant at, Optional<String> region, String source) {
        this.step = step;
        this.at = at;
        this.region = region;
        this.source = source;
    }

    static Visit begin(RoutingContext ctx, Step step, String regionHeader, Instant now) {
        Visit visit = new Visit(
                step,
                now,
                Asked.header(ctx, regionHeader),
                ctx.request().remoteAddress().hostAddress());
        ctx.put(KEY, visit);
        return visit;
    }

    static Visit of(RoutingContext ctx) {
        return Objects.requireNonNull(ctx.get(KEY));
    }

    boolean isFrom(String place) {
        return region.equals(Optional.of(place)) || source.equals(place);
    }

    /** Notes the order that the request was about. */
    void about(Order about) {
        order = Optional.of(about.id());
        reference = Optional.of(about.reference());
    }
}
