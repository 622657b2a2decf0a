package dev.outrider.coordinator.placement;

import dev.outrider.fleet.Hello;
import dev.outrider.fleet.Refused;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Who lives: an agent does while something comes from it. Results count as much as a hello, so that a late heartbeat does
 * not unseat an agent that works; that its connection is gone counts until it is heard again.
 */
public final class AgentRoster {
    private final Map<String, Heard> agents = new ConcurrentSkipListMap<>();
    private final Map<String, Instant> gone = new ConcurrentHashMap<>();
    private final Duration timeout;
    private final InstantSource clock;

    /** @param timeout of silence, after which an agent counts as gone */
    public AgentRoster(Duration timeout, InstantSource clock) {
        this.timeout = timeout;
        this.clock = clock;
    }

    private record Heard(Hello hello, Instant at) {
        Heard later(Instant now) {
            return now.isAfter(at) ? new Heard(hello, now) : this;
        }
    }

    /**
     * A hello came.
     *
     * @return whether it did not live, or lived elsewhere, before
     * @throws Refused when another process with its id started after it
     */
    boolean heard(Hello hello) {
        Heard now = new Heard(hello, clock.instant());
        Heard known = agents.get(hello.agent());
        boolean lived =
                known != null && isLive(known, now.at) && known.hello.region().equals(hello.region());
        agents.merge(hello.agent(), now, (before, after) -> {
            boolean replaced = !before.hello.boot().equals(hello.boot())
                    && hello.startedAt().isBefore(before.hello.startedAt());
            if (replaced) {
                throw new Refused("another agent called %s started after this one, at %s; give each its own --id"
                        .formatted(hello.agent(), before.hello.startedAt()));
            }
            return after;
        });
        gone.remove(hello.agent());
        return !lived;
    }

    /** Its results came. */
    public void delivered(String agent) {
        agents.computeIfPresent(agent, (id, heard) -> heard.later(clock.instant()));
        gone.remove(agent);
    }

    /** Its connection is gone; that ends it at once, until something comes from it again. */
    public void left(String agent) {
        gone.put(agent, clock.instant());
    }

    /** All that were ever heard since the start, by id. */
    public List<Agent> agents() {
        Instant now = clock.instant();
        return agents.values().stream()
                .map(heard -> new Agent(heard.hello, heard.at, isLive(heard, now)))
                .toList();
    }

    private boolean isLive(Heard heard, Instant now) {
        return now.isBefore(heard.at.plus(timeout)) && !gone.containsKey(heard.hello.agent());
    }
}
