package dev.outrider.coordinator.placement;

import dev.outrider.coordinator.catalog.Watch;
import dev.outrider.coordinator.placement.Job.Place;
import dev.outrider.coordinator.store.Database;
import dev.outrider.coordinator.store.StoreException;
import dev.outrider.fleet.Hello;
import dev.outrider.fleet.Phase;
import dev.outrider.fleet.Plan;
import dev.outrider.fleet.Welcome;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The plan in force: made anew when journeys or agents change, on the disk before anyone hears of it, told with each welcome. */
public final class Placement {
    private static final Logger log = LoggerFactory.getLogger(Placement.class);

    private final PlanStore store;
    private final String storeId;
    private final Supplier<List<Job>> jobs;
    private final AgentRoster roster;
    private final Terms terms;
    private final InstantSource clock;
    private final Instant started;
    private final Map<String, Instant> welcomed = new ConcurrentHashMap<>();

    private PlanStore.Stored plan;
    private @Nullable Inputs planned;
    private boolean strangers;

    /**
     * Takes up the plan that is in the store.
     *
     * @param jobs all that is to be run now
     */
    public Placement(
            Database database, Supplier<List<Job>> jobs, AgentRoster roster, Terms terms, InstantSource clock) {
        this.store = new PlanStore(database);
        this.storeId = database.id();
        this.jobs = jobs;
        this.roster = roster;
        this.terms = terms;
        this.clock = clock;
        this.started = clock.instant();
        this.plan = store.load();
    }

    /**
     * What agents are held to.
     *
     * @param lease how long after its last welcome an agent may run a mutating journey
     * @param timeout of silence, after which an agent's journeys go to another
     */
    public record Terms(Duration lease, Duration timeout) {}

    /**
     * Answers an agent; one that was not there before is planned for at once.
     *
     * @param coordinator who answers
     * @throws dev.outrider.fleet.Refused when another process uses the agent's id
     */
    public Welcome hello(Hello hello, String coordinator) {
        Instant receivedAt = clock.instant();
        boolean appeared = roster.heard(hello);
        if (appeared) {
            noteOrigin(hello);
            replan();
        }
        return welcome(hello, coordinator, receivedAt);
    }

    /** An agent that holds another store's plan may have left siblings behind that we know nothing of. */
    private synchronized void noteOrigin(Hello hello) {
        strangers |= hello.store().filter(other -> !other.equals(storeId)).isPresent();
    }

    /** The lease runs from here, and the plan told is the one in force at this instant: both under one lock. */
    private synchronized Welcome welcome(Hello hello, String coordinator, Instant receivedAt) {
        boolean current = hello.store().equals(Optional.of(storeId)) && hello.epoch() == plan.epoch();
        Optional<Plan> told = current ? Optional.empty() : Optional.of(planOf(hello));
        Instant sentAt = clock.instant();
        welcomed.put(hello.agent(), sentAt);
        return new Welcome(coordinator, storeId, plan.epoch(), receivedAt, sentAt, told);
    }

    private Plan planOf(Hello hello) {
        List<Plan.Assignment> assignments = plan.held().values().stream()
                .filter(held -> held.agent().equals(hello.agent())
                        && held.job().region().equals(hello.region()))
                .map(Placement::assignment)
                .toList();
        return new Plan(storeId, plan.epoch(), hello.agent(), hello.region(), terms.lease(), assignments);
    }

    private static Plan.Assignment assignment(Held held) {
        Job job = held.job();
        Watch watch = job.watch();
        return new Plan.Assignment(
                watch.journey(),
                watch.environment(),
                job.digest(),
                job.interval(),
                Phase.of(watch.journey(), watch.environment(), job.region(), job.interval()),
                job.mutates(),
                held.notBefore());
    }

    /** Plans again; when nothing changes, the epoch stays. When the plan cannot be stored, the one in force goes on. */
    public synchronized void replan() {
        Map<String, String> live = live();
        Inputs inputs = new Inputs(jobs.get(), live, blind(), leased(live.keySet()));
        if (inputs.equals(planned)) {
            return;
        }
        Map<Place, Held> next =
                Planner.plan(inputs.jobs, live, inputs.blind, plan.held(), new FromWelcomes(inputs.leased));
        if (next.equals(plan.held()) || put(next, inputs.live.size())) {
            tell(inputs);
            planned = inputs;
        }
    }

    private boolean put(Map<Place, Held> next, int agents) {
        long epoch = Math.max(plan.epoch() + 1, clock.millis());
        try {
            store.save(epoch, plan.held(), next);
            plan = new PlanStore.Stored(epoch, next);
            log.info("plan {}: {} journeys placed, {} agents live", epoch, next.size(), agents);
            return true;
        } catch (StoreException failed) {
            log.warn("plan {} stays in force: {}", plan.epoch(), failed.getMessage());
            return false;
        }
    }

    /** What a plan was made of: while it is the same, so is the plan. */
    private record Inputs(List<Job> jobs, Map<String, String> live, Set<String> blind, Set<String> leased) {}

    private Set<String> blind() {
        return roster.agents().stream()
                .filter(agent -> agent.live() && agent.hello().lacksBrowser())
                .map(Agent::id)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Says once where a journey has nobody who can run it. */
    private void tell(Inputs inputs) {
        Inputs before = planned;
        inputs.jobs.forEach(job -> unrun(job, inputs)
                .filter(reason -> before == null || !unrun(job, before).equals(Optional.of(reason)))
                .ifPresent(reason -> log.warn("{} in {} is run by nobody: {}", job.watch(), job.region(), reason)));
    }

    private static Optional<String> unrun(Job job, Inputs inputs) {
        List<String> there = inputs.live.entrySet().stream()
                .filter(agent -> agent.getValue().equals(job.region()))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        return !job.browses() || there.isEmpty() || !inputs.blind.containsAll(there)
                ? Optional.empty()
                : Optional.of(
                        "it acts in a browser, and no agent of %s has one (%s): run one of the image outrider-agent-browser there, or give the journey 'regions:' that have one"
                                .formatted(job.region(), String.join(", ", there)));
    }

    /** Why nobody of a region runs a journey although agents live there; empty when somebody does. */
    public synchronized Optional<String> unrun(Watch watch, String region) {
        Inputs inputs = planned;
        return inputs == null
                ? Optional.empty()
                : inputs.jobs.stream()
                        .filter(job -> job.watch().equals(watch) && job.region().equals(region))
                        .findFirst()
                        .flatMap(job -> unrun(job, inputs));
    }

    /** Those that have something, are silent, and whose lease is not over. */
    private Set<String> leased(Set<String> live) {
        Instant now = clock.instant();
        return plan.held().values().stream()
                .map(Held::agent)
                .filter(agent -> !live.contains(agent) && now.isBefore(freeFrom(agent)))
                .collect(Collectors.toUnmodifiableSet());
    }

    private Instant freeFrom(String agent) {
        return welcomed.getOrDefault(agent, started).plus(terms.lease());
    }

    /** Those that live, and after a start those that had something and may not have had the time to say so. */
    private Map<String, String> live() {
        Map<String, String> live = new HashMap<>();
        if (clock.instant().isBefore(started.plus(terms.timeout()))) {
            plan.held()
                    .values()
                    .forEach(held -> live.put(held.agent(), held.job().region()));
        }
        for (Agent agent : roster.agents()) {
            live.remove(agent.id());
            if (agent.live()) {
                live.put(agent.id(), agent.region());
            }
        }
        return live;
    }

    private final class FromWelcomes implements Planner.Leases {
        private final Set<String> leased;

        FromWelcomes(Set<String> leased) {
            this.leased = leased;
        }

        @Override
        public boolean holds(String agent) {
            return leased.contains(agent);
        }

        @Override
        public Instant freeFrom(String agent) {
            return Placement.this.freeFrom(agent);
        }

        @Override
        public Instant unknownFreeFrom() {
            return strangers ? started.plus(terms.lease()) : Instant.EPOCH;
        }
    }

    /** Number of the plan in force; 0 before the first. */
    public synchronized long epoch() {
        return plan.epoch();
    }

    /** Who has what, by region and journey. */
    public synchronized List<Held> held() {
        return List.copyOf(plan.held().values());
    }
}
