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
 * @param redact names whose values are never shown
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
        Set<String> redact) {
    public Journey {
        tags = List.copyOf(tags);
        steps = List.copyOf(steps);
        cleanup = List.copyOf(cleanup);
        redact = Set.copyOf(redact);
    }

    /**
     * When and where it runs.
     *
     * @param interval from one slot to the next
     * @param regions those it names; empty means all that the coordinator expects
     * @param environments those it names; empty means all that the coordinator serves
     * @param budget runs a day, all regions together
     */
    public record Schedule(Duration interval, List<String> regions, List<String> environments, OptionalLong budget) {
        public Schedule {
            regions = List.copyOf(regions);
            environments = List.copyOf(environments);
        }

        /** Everywhere it is served, as often as it is due. */
        public Schedule(Duration interval, List<String> regions) {
            this(interval, regions, List.of(), OptionalLong.empty());
        }
    }

    /**
     * How long it may take.
     *
     * @param timeout of the main part
     * @param cleanup of {@code finally}, its own budget
     * @param slow above it the run is degraded
     */
    public record Limits(Duration timeout, Duration cleanup, Optional<Duration> slow) {}

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
