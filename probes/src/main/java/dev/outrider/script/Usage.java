package dev.outrider.script;

import dev.outrider.expr.Expression;
import dev.outrider.expr.Template;
import dev.outrider.journey.Body;
import dev.outrider.journey.Journey;
import dev.outrider.journey.Step;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a journey reads of its environment.
 *
 * @param vars names read as {@code env.x}
 * @param secrets names read as {@code secrets.x}
 */
public record Usage(Set<String> vars, Set<String> secrets) {
    public Usage {
        vars = Set.copyOf(vars);
        secrets = Set.copyOf(secrets);
    }

    /** Everything that any expression of these journeys reads. */
    public static Usage of(Collection<Journey> journeys) {
        Set<String> vars = new HashSet<>();
        Set<String> secrets = new HashSet<>();
        journeys.stream()
                .flatMap(Usage::expressions)
                .flatMap(expression -> expression.readings().stream())
                .forEach(reading -> {
                    switch (reading.name()) {
                        case "env" -> vars.add(reading.field().orElse(EVERY));
                        case "secrets" -> secrets.add(reading.field().orElse(EVERY));
                        default -> {}
                    }
                });
        return new Usage(vars, secrets);
    }

    /** Stands for a reading that could be of any name. */
    private static final String EVERY = "*";

    boolean reads(String name) {
        return vars.contains(name) || vars.contains(EVERY);
    }

    boolean readsSecret(String name) {
        return secrets.contains(name) || secrets.contains(EVERY);
    }

    private static Stream<Expression> expressions(Journey journey) {
        return Stream.of(
                        journey.base().stream().flatMap(Usage::holes),
                        journey.lets().values().stream(),
                        journey.steps().stream().flatMap(Usage::expressions),
                        journey.cleanup().stream().flatMap(Usage::expressions))
                .flatMap(all -> all);
    }

    private static Stream<Expression> expressions(Step step) {
        return switch (step) {
            case Step.Http http ->
                Stream.of(
                                http.condition().stream(),
                                http.lets().values().stream(),
                                holes(http.request().url()),
                                holes(http.request().headers()),
                                holes(http.request().query()),
                                expressions(http.request().body()),
                                http.expectations().stream().map(Step.Expectation::condition),
                                http.captures().stream().map(Step.Capture::value),
                                http.poll().map(Step.Poll::until).stream())
                        .flatMap(all -> all);
        };
    }

    private static Stream<Expression> holes(Template template) {
        return template.holes().stream();
    }

    private static Stream<Expression> holes(Map<String, Template> templates) {
        return templates.values().stream().flatMap(Usage::holes);
    }

    private static Stream<Expression> expressions(Body body) {
        return switch (body) {
            case Body.None() -> Stream.empty();
            case Body.Form(Map<String, Template> fields) -> holes(fields);
            case Body.Json(Body.Tree tree) -> expressions(tree);
            case Body.Text(Template text) -> holes(text);
        };
    }

    private static Stream<Expression> expressions(Body.Tree tree) {
        return switch (tree) {
            case Body.Tree.Obj(Map<String, Body.Tree> members) ->
                members.values().stream().flatMap(Usage::expressions);
            case Body.Tree.Arr(var items) -> items.stream().flatMap(Usage::expressions);
            case Body.Tree.Leaf(Template template) -> holes(template);
            case Body.Tree.Constant constant -> Stream.empty();
        };
    }

    /** The environment with only what is read: an edit of anything else does not change it. */
    public Environment reduce(Environment environment) {
        Map<String, Environment.Region> regions = new java.util.TreeMap<>();
        environment.regions().forEach((name, region) -> reduce(region).ifPresent(kept -> regions.put(name, kept)));
        return new Environment(
                environment.name(),
                kept(environment.vars(), this::reads),
                kept(environment.secrets(), this::readsSecret),
                regions);
    }

    private Optional<Environment.Region> reduce(Environment.Region region) {
        Environment.Region kept =
                new Environment.Region(kept(region.vars(), this::reads), kept(region.secrets(), this::readsSecret));
        return kept.vars().isEmpty() && kept.secrets().isEmpty() ? Optional.empty() : Optional.of(kept);
    }

    private static <V> Map<String, V> kept(Map<String, V> all, java.util.function.Predicate<String> isRead) {
        Map<String, V> kept = new java.util.TreeMap<>(all);
        kept.keySet().removeIf(isRead.negate());
        return kept;
    }
}
