package dev.outrider.run;

import dev.outrider.expr.Expression;
import dev.outrider.expr.Template;
import dev.outrider.journey.Body;
import dev.outrider.journey.Journey;
import dev.outrider.journey.Step;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which names a journey and its steps read. */
final class Reads {
    private Reads() {}

    /** The secrets that any expression of a journey uses; all of {@code known} when one uses them as a whole. */
    static Set<String> secrets(Journey journey, Set<String> known) {
        List<Expression.Reading> readings = expressions(journey)
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

    private static Set<String> names(Journey journey, Predicate<Step.Http> which) {
        return steps(journey)
                .filter(which)
                .flatMap(step -> step.captures().stream())
                .map(Step.Capture::name)
                .collect(Collectors.toCollection(HashSet::new));
    }

    /** All expressions of a step that are evaluated before its request is sent, or on its answer. */
    static Stream<Expression> expressions(Step.Http step) {
        return Stream.of(
                        step.condition().stream(),
                        step.lets().values().stream(),
                        sent(step.request()),
                        step.poll().map(Step.Poll::until).stream(),
                        step.expectations().stream().map(Step.Expectation::condition),
                        step.captures().stream().map(Step.Capture::value))
                .flatMap(expressions -> expressions);
    }

    private static Stream<Expression> expressions(Journey journey) {
        return Stream.of(
                        journey.base().stream().flatMap(base -> base.holes().stream()),
                        journey.lets().values().stream(),
                        steps(journey).flatMap(Reads::expressions))
                .flatMap(expressions -> expressions);
    }

    private static Stream<Step.Http> steps(Journey journey) {
        return Stream.concat(journey.steps().stream(), journey.cleanup().stream())
                .map(step -> switch (step) {
                    case Step.Http http -> http;
                });
    }

    private static Stream<Expression> sent(Step.Request request) {
        return Stream.of(
                        Stream.of(request.url()),
                        request.headers().values().stream(),
                        request.query().values().stream(),
                        templates(request.body()))
                .flatMap(templates -> templates)
                .flatMap(template -> template.holes().stream());
    }

    private static Stream<Template> templates(Body body) {
        return switch (body) {
            case Body.None() -> Stream.empty();
            case Body.Form(Map<String, Template> fields) -> fields.values().stream();
            case Body.Json(Body.Tree tree) -> templates(tree);
            case Body.Text(Template text) -> Stream.of(text);
        };
    }

    private static Stream<Template> templates(Body.Tree tree) {
        return switch (tree) {
            case Body.Tree.Constant constant -> Stream.empty();
            case Body.Tree.Leaf(Template template) -> Stream.of(template);
            case Body.Tree.Arr(List<Body.Tree> items) -> items.stream().flatMap(Reads::templates);
            case Body.Tree.Obj(Map<String, Body.Tree> members) ->
                members.values().stream().flatMap(Reads::templates);
        };
    }
}
