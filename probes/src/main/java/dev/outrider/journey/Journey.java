package dev.outrider.journey;

import dev.outrider.expr.Expression;
import dev.outrider.expr.Template;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One customer's way through a shop: steps in order, one verdict.
 *
 * @param id a slug; history hangs on it
 * @param base what a path is relative to
 * @param lets values computed before the first step, in order
 * @param cleanup the steps of {@code finally}
 * @param telling what may be seen of it
 */
public record Journey(
        String id,
        String title,
        Owner owner,
        List<String> tags,
        Optional<String> service,
        Schedule schedule,
        Quorum quorum,
        Limits limits,
        boolean mutates,
        Optional<Objective> objective,
        Optional<Template> base,
        Map<String, Expression> lets,
        List<Step> steps,
        List<Step> cleanup,
        Telling telling) {
    public Journey {
        tags = List.copyOf(tags);
        steps = List.copyOf(steps);
        cleanup = List.copyOf(cleanup);
    }

    /** Whether its customer does something in a browser. */
    public boolean browses() {
        return Stream.concat(steps.stream(), cleanup.stream())
                .flatMap(Step::all)
                .anyMatch(step -> step instanceof Step.Other other && other.action() instanceof Action.Browsing);
    }

    /**
     * When and where it runs.
     *
     * @param interval from one slot to the next
     * @param regions those it names; empty means all that the coordinator expects
     * @param environments those it names; empty means all that the coordinator serves
     * @param budget runs a day, all regions together
     * @param during the hours in which it is watched; empty means always
     * @param confirm when a first failure is asked again
     * @param exclusive a lock that it shares with others
     */
    public record Schedule(
            Duration interval,
            List<String> regions,
            List<String> environments,
            OptionalLong budget,
            Optional<Hours> during,
            Confirm confirm,
            Optional<String> exclusive) {
        public Schedule {
            regions = List.copyOf(regions);
            environments = List.copyOf(environments);
        }

        /** Round the clock, alone, confirmed as usual. */
        public Schedule(Duration interval, List<String> regions, List<String> environments, OptionalLong budget) {
            this(interval, regions, environments, budget, Optional.empty(), new Confirm.Usual(), Optional.empty());
        }

        /** Everywhere it is served, as often as it is due. */
        public Schedule(Duration interval, List<String> regions) {
            this(interval, regions, List.of(), OptionalLong.empty());
        }
    }

    /** When a first failure is asked again, out of turn. */
    public sealed interface Confirm {
        /** As the coordinator does when nobody says otherwise. */
        record Usual() implements Confirm {}

        /** It is not. */
        record Off() implements Confirm {}

        record After(Duration pause) implements Confirm {}
    }

    /**
     * What may be seen of a run.
     *
     * @param redact names whose values are never shown
     * @param reveal headers whose values may be shown although nobody knows them to be harmless, in small letters
     * @param trace hosts beside its own that are told the trace, and that it is synthetic
     */
    public record Telling(Set<String> redact, Set<String> reveal, Set<String> trace) {
        public Telling {
            redact = Set.copyOf(redact);
            reveal = Set.copyOf(reveal);
            trace = Set.copyOf(trace);
        }
    }

    /**
     * How long it may take.
     *
     * @param timeout of the main part
     * @param cleanup of {@code finally}, its own budget
     * @param slow above it the run is degraded
     * @param body what is kept of an answer's body, in bytes
     */
    public record Limits(Duration timeout, Duration cleanup, Optional<Duration> slow, int body) {
        /** What is kept of a body when nobody says otherwise. */
        public static final int BODY = 5 << 20;

        public Limits(Duration timeout, Duration cleanup, Optional<Duration> slow) {
            this(timeout, cleanup, slow, BODY);
        }
    }

    /** This journey with other steps. */
    public Journey withSteps(List<Step> other) {
        return new Journey(
                id, title, owner, tags, service, schedule, quorum, limits, mutates, objective, base, lets, other,
                cleanup, telling);
    }

    /** Every expression of it. */
    public Stream<Expression> expressions() {
        return Stream.of(
                        base.stream().flatMap(url -> url.holes().stream()),
                        lets.values().stream(),
                        steps.stream().flatMap(Step::expressions),
                        cleanup.stream().flatMap(Step::expressions))
                .flatMap(expressions -> expressions);
    }

    /** The longest that one run can take, clean-up included. */
    public Duration longestRun() {
        return limits.timeout().plus(cleanup.isEmpty() ? Duration.ZERO : limits.cleanup());
    }
}
