package dev.outrider.shop;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** Stands before a step and breaks it when a fault says so. */
final class FaultGate {
    /** How often a hanging request looks whether its fault is over. */
    private static final long LOOK_AGAIN_MS = 50;

    private final Vertx vertx;
    private final Faults faults;

    FaultGate(Vertx vertx, Faults faults) {
        this.vertx = vertx;
        this.faults = faults;
    }

    void pass(RoutingContext ctx) {
        Visit visit = Visit.of(ctx);
        Optional<Fault> met = faults.at(visit.step, visit);
        if (met.isEmpty()) {
            ctx.next();
            return;
        }
        visit.fault = met;
        breakIt(ctx, met.get().kind());
    }

    private void breakIt(RoutingContext ctx, Fault.Kind kind) {
        switch (kind) {
            case Fault.Slow(var by) -> vertx.setTimer(Math.max(1, by.toMillis()), _ -> goOn(ctx));
            case Fault.Failure(int status) -> Answers.refuse(ctx, status, "The shop cannot do this at the moment.");
            case Fault.Wrong() -> answerWrongly(ctx);
            case Fault.Hang() -> vertx.setTimer(LOOK_AGAIN_MS, _ -> lookAgain(ctx));
        }
    }

    private void lookAgain(RoutingContext ctx) {
        if (!ctx.response().closed()) {
            pass(ctx);
        }
    }

    private void goOn(RoutingContext ctx) {
        if (!ctx.response().closed()) {
            ctx.next();
        }
    }

    private void answerWrongly(RoutingContext ctx) {
        if (Asked.byProgram(ctx)) {
            Answers.json(ctx, 200, new JsonObject().put("message", "Back soon"));
        } else {
            Answers.page(ctx, 200, Page.message("Back soon", "We are tidying up the shelves."));
        }
    }
}
