package dev.outrider.shop;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The back door: faults, their timetable, the request log and the orders. Never broken and never logged. */
final class AdminRoutes {
    private final boolean open;
    private final Faults faults;
    private final RequestLog log;
    private final Orders orders;

    AdminRoutes(boolean open, Faults faults, RequestLog log, Orders orders) {
        this.open = open;
        this.faults = faults;
        this.log = log;
        this.orders = orders;
    }

    void mount(Router router) {
        router.route("/admin/*").handler(this::guard);
        router.route("/admin/*").handler(BodyHandler.create(false));
        router.get("/admin/faults").handler(this::faults);
        router.put("/admin/faults").handler(ctx -> change(ctx, this::put));
        router.delete("/admin/faults").handler(ctx -> change(ctx, this::clear));
        router.get("/admin/timetable").handler(this::faults);
        router.put("/admin/timetable").handler(ctx -> change(ctx, this::timetable));
        router.delete("/admin/timetable").handler(ctx -> change(ctx, _ -> faults.timetable(List.of())));
        router.get("/admin/requests").handler(this::requests);
        router.get("/admin/orders").handler(this::orders);
    }

    private void guard(RoutingContext ctx) {
        if (open || isOurs(ctx)) {
            ctx.next();
        } else {
            Answers.problem(
                    ctx, 403, "/admin answers this machine only; start the shop with --open-admin to change that");
        }
    }

    private static boolean isOurs(RoutingContext ctx) {
        return InetAddress.ofLiteral(ctx.request().remoteAddress().hostAddress())
                .isLoopbackAddress();
    }

    /** A request that changes the faults; it throws {@code IllegalArgumentException} when it cannot be understood. */
    private interface Change {
        void of(RoutingContext ctx);
    }

    private void change(RoutingContext ctx, Change change) {
        try {
            change.of(ctx);
            faults(ctx);
        } catch (DecodeException e) {
            Answers.problem(ctx, 400, "the body is not JSON");
        } catch (IllegalArgumentException e) {
            Answers.problem(ctx, 400, String.valueOf(e.getMessage()));
        }
    }

    private void put(RoutingContext ctx) {
        switch (body(ctx)) {
            case JsonArray all ->
                faults.replace(all.stream().map(FaultText::fault).toList());
            case Object one -> faults.put(FaultText.fault(one));
        }
    }

    private void clear(RoutingContext ctx) {
        Optional<Step> step = Asked.query(ctx, "step").map(FaultText::step);
        Optional<String> region = Asked.query(ctx, "region");
        if (step.isEmpty() && region.isPresent()) {
            throw new IllegalArgumentException("region without step; steps: " + Step.words());
        }
        step.ifPresentOrElse(
                which -> region.ifPresentOrElse(where -> faults.clear(which, where), () -> faults.clear(which)),
                faults::clear);
    }

    private void timetable(RoutingContext ctx) {
        if (!(body(ctx) instanceof JsonArray windows)) {
            throw new IllegalArgumentException("a timetable is a JSON array of faults with from and to");
        }
        faults.timetable(windows.stream().map(FaultText::window).toList());
    }

    private static Object body(RoutingContext ctx) {
        Object body =
                ctx.body().buffer() == null ? null : Json.decodeValue(ctx.body().buffer());
        if (body == null) {
            throw new IllegalArgumentException("the body is empty; send a fault as JSON");
        }
        return body;
    }

    private void faults(RoutingContext ctx) {
        Answers.json(
                ctx,
                200,
                new JsonObject()
                        .put("faults", list(faults.switched().stream().map(FaultText::json)))
                        .put("timetable", list(faults.timetable().stream().map(FaultText::json)))
                        .put("active", list(faults.active().stream().map(FaultText::json))));
    }

    private static JsonArray list(Stream<JsonObject> items) {
        return new JsonArray(items.toList());
    }

    private void requests(RoutingContext ctx) {
        String since = Asked.query(ctx, "since").orElse("0");
        if (!since.matches("\\d{1,18}")) {
            Answers.problem(ctx, 400, "since: the seq of the last entry that you have, not '" + since + "'");
            return;
        }
        List<RequestLog.Entry> entries = log.since(Long.parseLong(since));
        Answers.json(
                ctx,
                200,
                new JsonObject()
                        .put("items", list(entries.stream().map(RequestLog.Entry::json)))
                        .put("last", log.lastSeq()));
    }

    private void orders(RoutingContext ctx) {
        Orders.Figures figures = orders.figures();
        JsonObject counts = new JsonObject();
        figures.states().forEach(counts::put);
        Answers.json(
                ctx,
                200,
                new JsonObject()
                        .put("open", figures.open())
                        .put("oldestOpen", figures.oldestOpen().map(Times::text).orElse(null))
                        .put("counts", counts)
                        .put("items", list(orders.openNow().stream().map(AdminRoutes::withAccount)))
                        .put("stock", stock()));
    }

    private static JsonObject withAccount(Order order) {
        return order.json().put("account", order.account());
    }

    private JsonObject stock() {
        JsonObject stock = new JsonObject();
        Catalogue.PRODUCTS.forEach(product -> stock.put(product.sku(), orders.stockOf(product)));
        return stock;
    }
}
