package dev.outrider.coordinator.placement;

import dev.outrider.coordinator.placement.Job.Place;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Who runs what. Pure: the same jobs, agents and present holders give the same plan. What runs stays where it is while its
 * agent lives, a mutating journey while its lease lasts: nobody else may run it before, and the agent may be back by then.
 * What has no agent goes to the least loaded of its region that can run it, rendezvous hash as tie-break. For the sake of balance alone only
 * a journey that changes nothing moves, and only when the imbalance is worth it.
 */
final class Planner {
    private static final int WORTH_IT = 2;

    private final Map<String, List<String>> agentsOf;
    private final Set<String> blind;
    private final Map<Place, Held> present;
    private final Leases leases;
    private final Map<Place, Held> planned = new TreeMap<>();
    private final Map<String, Integer> load = new HashMap<>();

    private Planner(Map<String, String> agents, Set<String> blind, Map<Place, Held> present, Leases leases) {
        this.blind = blind;
        this.agentsOf = agents.keySet().stream().sorted().collect(Collectors.groupingBy(agents::get));
        this.present = present;
        this.leases = leases;
    }

    /** Knows how long an agent that is not heard may go on with mutating journeys. */
    interface Leases {
        /** Whether it is silent, and may still run what it had. */
        boolean holds(String agent);

        /** From when on it can certainly not run them any more. */
        Instant freeFrom(String agent);

        /** The same for an agent that nobody remembers. */
        Instant unknownFreeFrom();
    }

    /**
     * Makes one.
     *
     * @param agents the live ones: id to region
     * @param blind those of them that have no browser
     */
    static Map<Place, Held> plan(
            Collection<Job> jobs,
            Map<String, String> agents,
            Set<String> blind,
            Map<Place, Held> present,
            Leases leases) {
        Planner planner = new Planner(agents, blind, present, leases);
        List<Job> homeless = jobs.stream()
                .sorted(Comparator.comparing(Job::place))
                .filter(job -> !planner.keep(job))
                .toList();
        homeless.forEach(planner::place);
        planner.agentsOf.values().forEach(planner::balance);
        return planner.planned;
    }

    private boolean keep(Job job) {
        Held held = present.get(job.place());
        if (held == null || !staysWith(held.agent(), job)) {
            return false;
        }
        give(job, held.agent(), held.notBefore());
        return true;
    }

    private boolean staysWith(String agent, Job job) {
        return (agentsIn(job.region()).contains(agent) && canRun(agent, job)) || (job.mutates() && leases.holds(agent));
    }

    private boolean canRun(String agent, Job job) {
        return !(job.browses() && blind.contains(agent));
    }

    private void place(Job job) {
        Held silent = present.get(job.place());
        Optional<String> agent = agentsIn(job.region()).stream()
                .filter(id -> canRun(id, job))
                .min(Comparator.comparingInt(this::loadOf).thenComparingLong(id -> -hash(job, id)));
        if (agent.isPresent()) {
            give(job, agent.get(), notBefore(job, silent));
        } else if (silent != null && canRun(silent.agent(), job)) {
            // There is nobody else: its agent may only be cut off from us, and goes on.
            planned.put(job.place(), new Held(job, silent.agent(), silent.notBefore()));
        }
    }

    private Instant notBefore(Job job, @Nullable Held silent) {
        if (!job.mutates()) {
            return Instant.EPOCH;
        }
        if (silent == null) {
            return leases.unknownFreeFrom();
        }
        Instant free = leases.freeFrom(silent.agent());
        return free.isAfter(silent.notBefore()) ? free : silent.notBefore();
    }

    private void balance(List<String> agents) {
        int all = agents.stream().mapToInt(this::loadOf).sum();
        int worthIt = Math.max(WORTH_IT, all / agents.size() / 4);
        while (true) {
            String most =
                    agents.stream().max(Comparator.comparingInt(this::loadOf)).orElseThrow();
            String least =
                    agents.stream().min(Comparator.comparingInt(this::loadOf)).orElseThrow();
            Optional<Held> move = loadOf(most) - loadOf(least) <= worthIt ? Optional.empty() : movable(most, least);
            if (move.isEmpty()) {
                return;
            }
            load.merge(most, -1, Integer::sum);
            give(move.get().job(), least, Instant.EPOCH);
        }
    }

    private Optional<Held> movable(String from, String to) {
        return planned.values().stream()
                .filter(held -> held.agent().equals(from) && !held.job().mutates() && canRun(to, held.job()))
                .max(Comparator.comparingLong(held -> hash(held.job(), to)));
    }

    private void give(Job job, String agent, Instant notBefore) {
        planned.put(job.place(), new Held(job, agent, notBefore));
        load.merge(agent, 1, Integer::sum);
    }

    private List<String> agentsIn(String region) {
        return agentsOf.getOrDefault(region, List.of());
    }

    private int loadOf(String agent) {
        return load.getOrDefault(agent, 0);
    }

    private static long hash(Job job, String agent) {
        CRC32C hash = new CRC32C();
        hash.update((job.watch() + "\n" + job.region() + "\n" + agent).getBytes(StandardCharsets.UTF_8));
        return hash.getValue();
    }
}
