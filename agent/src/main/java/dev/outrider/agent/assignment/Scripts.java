package dev.outrider.agent.assignment;

import dev.outrider.fleet.Bundle;
import dev.outrider.fleet.Bundles;
import dev.outrider.fleet.Plan;
import dev.outrider.script.Compiled;
import dev.outrider.source.Problem;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Compiles bundles when they are first needed, and remembers what came of it. */
final class Scripts {
    private static final Logger log = LoggerFactory.getLogger(Scripts.class);

    private final PlanFiles files;
    private final Map<String, Script> compiled = new ConcurrentHashMap<>();

    Scripts(PlanFiles files) {
        this.files = files;
    }

    boolean has(String digest) {
        return compiled.containsKey(digest) || files.has(digest);
    }

    void accept(Bundle bundle) {
        try {
            files.keep(bundle);
        } catch (AssignmentException full) {
            log.error("the bundle of {} is kept in memory only", bundle.journey(), full);
            compiled.put(bundle.digest(), compile(bundle));
        }
    }

    Script of(Plan.Assignment assignment) {
        Script known = compiled.get(assignment.digest());
        if (known != null) {
            return known;
        }
        Optional<Bundle> bundle = files.bundle(assignment.digest());
        if (bundle.isEmpty()) {
            // Not remembered: it may come.
            return new Script.Unfit("its bundle has not come from the coordinator yet");
        }
        return compiled.computeIfAbsent(assignment.digest(), any -> compile(bundle.get()));
    }

    void forgetAllBut(Set<String> digests) {
        compiled.keySet().retainAll(digests);
    }

    private static Script compile(Bundle bundle) {
        return switch (Bundles.compile(bundle)) {
            case Compiled.Ready ready ->
                ready.journey(bundle.journey())
                        .<Script>map(journey -> new Script.Ready(journey, ready.environment()))
                        .orElseGet(() -> new Script.Unfit("its bundle has no journey of this name"));
            case Compiled.Rejected rejected ->
                new Script.Unfit("this agent cannot compile it, perhaps because it is older than the coordinator: "
                        + sentence(rejected.problems().getFirst()));
        };
    }

    private static String sentence(Problem problem) {
        return "%s: %s".formatted(problem.place(), problem.message());
    }
}
