package dev.outrider.shop;

import io.vertx.ext.web.RoutingContext;
import java.util.Objects;
import java.util.Optional;

/** What is in a request; empty text where there is nothing. */
final class Asked {
    private Asked() {}

    static String path(RoutingContext ctx) {
        return Objects.requireNonNullElse(ctx.request().path(), "");
    }

    /** A part of the path that its route names. */
    static String part(RoutingContext ctx, String name) {
        return Objects.requireNonNullElse(ctx.pathParam(name), "");
    }

    static Optional<String> query(RoutingContext ctx, String name) {
        return Optional.ofNullable(ctx.request().getParam(name));
    }

    static Optional<String> header(RoutingContext ctx, String name) {
        return Optional.ofNullable(ctx.request().getHeader(name));
    }

    static String field(RoutingContext ctx, String name) {
        return Objects.requireNonNullElse(ctx.request().getFormAttribute(name), "");
    }

    /** Whether a program asks, which wants JSON, and not a person, who wants a page. */
    static boolean byProgram(RoutingContext ctx) {
        return path(ctx).startsWith("/api/") || path(ctx).startsWith("/admin");
    }
}
