package dev.outrider.coordinator;

import dev.outrider.cli.HostPort;
import dev.outrider.coordinator.catalog.Judging;
import dev.outrider.coordinator.placement.Placement;
import dev.outrider.result.TraceLink;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * All settings of a coordinator.
 *
 * @param catalog directory of journeys and environments
 * @param data directory of the store
 * @param http where the API and the pages are served
 * @param cluster where agents connect to
 * @param join other coordinators, {@code host:port}
 * @param regions that are expected to vote, in the order in which they are shown
 * @param environments whose journeys are watched
 * @param lease how long after its last welcome an agent may run a mutating journey
 * @param agentTimeout of silence, after which an agent's journeys go to another
 * @param staleAfter the longest gap that is bridged; three intervals of the journey when not given
 * @param traceLink where a person looks at the trace of a run
 */
record CoordinatorConfig(
        Path catalog,
        Path data,
        HostPort http,
        HostPort cluster,
        List<HostPort> join,
        List<String> regions,
        List<String> environments,
        Duration lease,
        Duration agentTimeout,
        Optional<Duration> staleAfter,
        Optional<TraceLink> traceLink) {
    private static final Predicate<String> NAME =
            Pattern.compile("[a-z0-9][a-z0-9-]{0,62}").asMatchPredicate();

    /** Throws an IllegalArgumentException that names the setting. */
    CoordinatorConfig {
        join = List.copyOf(join);
        regions = names("--regions", regions);
        environments = names("--environments", environments);
        if (agentTimeout.compareTo(Duration.ofSeconds(2)) <= 0) {
            throw new IllegalArgumentException("--agent-timeout is %d ms: agents say hello every 2 s, so give more"
                    .formatted(agentTimeout.toMillis()));
        }
        if (lease.compareTo(agentTimeout) < 0) {
            throw new IllegalArgumentException("--lease is shorter than --agent-timeout: give at least that");
        }
    }

    private static List<String> names(String setting, List<String> names) {
        List<String> wrong = names.stream().filter(NAME.negate()).toList();
        if (names.isEmpty() || !wrong.isEmpty() || new HashSet<>(names).size() < names.size()) {
            throw new IllegalArgumentException(
                    "%s must be different names of a-z, 0-9 and -, separated by commas, not '%s'"
                            .formatted(setting, String.join(",", names)));
        }
        return List.copyOf(names);
    }

    Judging judging() {
        return new Judging(regions, environments, staleAfter);
    }

    Placement.Terms terms() {
        return new Placement.Terms(lease, agentTimeout);
    }
}
