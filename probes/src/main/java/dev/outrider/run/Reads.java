package dev.outrider.run;

import dev.outrider.expr.Expression;
import dev.outrider.journey.Journey;
import dev.outrider.journey.Step;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which names a journey and its steps read. */
final class Reads {
    private Reads() {}

    /** The secrets that any expression of a journey uses; all of {@code known} when one uses them as a whole. */
    static Set<String> secrets(Journey journey, Set<String> known) {
        List<Expression.Reading> readings = journey.expressions()
                .flatMap(expression -> expression.readings().stream())
                .filter(reading -> reading.name().equals("secrets"))
                .toList();
        if (readings.stream().anyMatch(reading -> reading.field().isEmpty())) {
            return known;
        }
        return readings.stream().flatMap(reading -> reading.field().stream()).collect(Collectors.toSet());
    }

    /**
     * The names that captures of a journey make when all goes well. One that a step under a condition makes is not among
     * them: whoever reads it says what to do without.
     */
    static Set<String> captures(Journey journey) {
        Set<String> certain = names(journey, step -> step.condition().isEmpty());
        certain.removeAll(names(journey, step -> step.condition().isPresent()));
        return certain;
    }

    private static Set<String> names(Journey journey, Predicate<Step> which) {
        return steps(journey)
                .filter(which)
                .flatMap(step -> step.captures().stream())
                .map(Step.Capture::name)
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static Stream<Step> steps(Journey journey) {
        return Stream.concat(journey.steps().stream(), journey.cleanup().stream())
                .flatMap(Step::all);
    }
}
