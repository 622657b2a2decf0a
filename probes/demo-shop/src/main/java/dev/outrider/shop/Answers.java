package dev.outrider.shop;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** How the shop answers; every answer leaves through here. */
final class Answers {
    private static final String POLICY = "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'";

    private Answers() {}

    static void json(RoutingContext ctx, int status, JsonObject body) {
        ctx.response()
                .setStatusCode(status)
                .putHeader("content-type", "application/json")
                .putHeader("cache-control", "no-store")
                .end(body.toBuffer());
    }

    static void page(RoutingContext ctx, int status, String html) {
        ctx.response().setStatusCode(status);
        page(ctx, html, POLICY);
    }

    /** A page with a content security policy of its own. */
    static void page(RoutingContext ctx, String html, String policy) {
        ctx.response()
                .putHeader("content-type", "text/html; charset=utf-8")
                .putHeader("content-security-policy", policy)
                .putHeader("cache-control", "no-store")
                .end(html);
    }

    static void seeOther(RoutingContext ctx, String path) {
        redirect(ctx, 303, path);
    }

    static void redirect(RoutingContext ctx, int status, String to) {
        ctx.response().setStatusCode(status).putHeader("location", to).end();
    }

    static void nothing(RoutingContext ctx) {
        ctx.response().setStatusCode(204).end();
    }

    static void xml(RoutingContext ctx, int status, String xml) {
        ctx.response()
                .setStatusCode(status)
                .putHeader("content-type", "application/xml; charset=utf-8")
                .putHeader("cache-control", "no-store")
                .end(xml);
    }

    /** An RFC 9457 problem. */
    static void problem(RoutingContext ctx, int status, String detail) {
        problem(ctx, status, detail, new JsonObject());
    }

    /** An RFC 9457 problem with members of its own. */
    static void problem(RoutingContext ctx, int status, String detail, JsonObject more) {
        ctx.response()
                .setStatusCode(status)
                .putHeader("content-type", "application/problem+json")
                .end(new JsonObject()
                        .put("title", title(status))
                        .put("status", status)
                        .put("detail", detail)
                        .mergeIn(more)
                        .toBuffer());
    }

    /** A problem as a program or a person wants it, by where it was met. */
    static void refuse(RoutingContext ctx, int status, String detail) {
        if (Asked.byProgram(ctx)) {
            problem(ctx, status, detail);
        } else {
            page(ctx, status, Page.message(title(status), detail));
        }
    }

    private static String title(int status) {
        return switch (status) {
            case 400 -> "Bad request";
            case 401 -> "Not logged in";
            case 402 -> "Not paid";
            case 403 -> "Not allowed";
            case 404 -> "Not found";
            case 409 -> "Not possible";
            case 422 -> "Not understood";
            default -> status < 500 ? "Request refused" : "Something broke";
        };
    }
}
