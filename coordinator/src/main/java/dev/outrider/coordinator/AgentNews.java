package dev.outrider.coordinator;

import dev.outrider.coordinator.api.Live;
import dev.outrider.coordinator.placement.Agent;
import dev.outrider.coordinator.placement.AgentRoster;
import dev.outrider.coordinator.placement.Placement;
import java.util.List;
import java.util.Optional;

/** Tells the live stream when agents came, went, or got another plan. */
final class AgentNews {
    private final AgentRoster roster;
    private final Placement placement;
    private final Live live;
    private Optional<News> told = Optional.empty();

    AgentNews(AgentRoster roster, Placement placement, Live live) {
        this.roster = roster;
        this.placement = placement;
        this.live = live;
    }

    private record News(List<String> live, int known, long epoch) {}

    void tell() {
        List<Agent> agents = roster.agents();
        List<String> alive = agents.stream().filter(Agent::live).map(Agent::id).toList();
        News now = new News(alive, agents.size(), placement.epoch());
        if (!told.equals(Optional.of(now))) {
            told = Optional.of(now);
            live.agents(alive.size(), agents.size());
        }
    }
}
