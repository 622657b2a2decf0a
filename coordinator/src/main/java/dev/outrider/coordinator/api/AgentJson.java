package dev.outrider.coordinator.api;

import dev.outrider.coordinator.api.Views.AgentView;
import dev.outrider.fleet.Hello;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** The fleet as JSON. */
final class AgentJson {
    private AgentJson() {}

    static JsonObject agents(List<AgentView> agents) {
        return new JsonObject().put("items", Shapes.list(agents, AgentJson::agent));
    }

    private static JsonObject agent(AgentView view) {
        Hello hello = view.agent().hello();
        Hello.Status status = hello.status();
        return new JsonObject()
                .put("id", hello.agent())
                .put("region", hello.region())
                .put("version", hello.version())
                .put("state", view.agent().live() ? "live" : "silent")
                .put("lastHeard", Shapes.time(view.agent().lastHeard()))
                .put("startedAt", Shapes.time(hello.startedAt()))
                .put(
                        "can",
                        hello.can()
                                .map(can -> new JsonArray(can.stream().sorted().toList()))
                                .orElse(null))
                .put("epoch", hello.epoch())
                .put("running", status.running())
                .put("runs", status.runs())
                .put("spooled", status.spooled())
                .put("oldestSpooled", Shapes.time(status.oldestSpooled()))
                .put("lagMs", status.lagMs())
                .put("clockOffsetMs", status.clockOffsetMs())
                .put("rssBytes", status.rssBytes())
                .put("assignments", Shapes.list(view.assignments(), Shapes::watch));
    }
}
