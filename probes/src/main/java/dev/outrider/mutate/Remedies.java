package dev.outrider.mutate;

import dev.outrider.expr.Expression;
import dev.outrider.expr.Expressions;
import dev.outrider.expr.Scope;
import dev.outrider.expr.Template;
import dev.outrider.expr.Type;
import dev.outrider.journey.Journey;
import dev.outrider.journey.Step;
import dev.outrider.mutate.Found.Remedy;
import dev.outrider.mutate.Lie.Delays;
import dev.outrider.source.Passage;
import dev.outrider.source.Position;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds what would catch a lie, by trying: the good answers must still pass with it, and the lie must not. */
final class Remedies {
    private static final Map<String, Type> ANSWER =
            Map.of("status", Type.INT, "json", Type.DYN, "html", Type.HTML, "text", Type.STRING, "url", Type.STRING);
    private static final Pattern WORD = Pattern.compile("[\\w-]+");
    private static final int STEP_OF_MS = 100;

    private final Rehearsal rehearsal;
    private final Journey journey;
    private final List<Truth> truths;
    private final Map<String, Object> vars;
    private final Map<String, Boolean> fits = new HashMap<>();

    Remedies(Rehearsal rehearsal, Journey journey, List<Truth> truths, Map<String, Object> vars) {
        this.rehearsal = rehearsal;
        this.journey = journey;
        this.truths = truths;
        this.vars = vars;
    }

    /** The first that is found, at the step that is lied to or else at a later one. */
    Optional<Remedy> of(Lie lie) {
        return truths.stream()
                .filter(truth -> truth.index() >= lie.step())
                .flatMap(truth -> lie.change() instanceof Delays(Duration took)
                        ? slow(truth, lie, took).stream()
                        : expectations(truth, lie)
                                .filter(text -> fits(truth, text))
                                .filter(text -> expecting(truth, text)
                                        .filter(other -> rehearsal.told(other, lie) == Rehearsal.Seen.NOTICED)
                                        .isPresent())
                                .map(text -> new Remedy(truth.step().name(), "expect", text)))
                .findFirst();
    }

    private Optional<Remedy> slow(Truth truth, Lie lie, Duration took) {
        if (truth.index() != lie.step()) {
            return Optional.empty();
        }
        Duration most = Duration.ofMillis(took.toMillis() * 2 / 3 / STEP_OF_MS * STEP_OF_MS);
        Journey other = with(truth, truth.slowAbove(most));
        return rehearsal.passes(other) && rehearsal.told(other, lie) == Rehearsal.Seen.NOTICED
                ? Optional.of(new Remedy(truth.step().name(), "slow", most.toMillis() + "ms"))
                : Optional.empty();
    }

    private Stream<String> expectations(Truth truth, Lie lie) {
        List<String> names = names(truth);
        if (truth.index() != lie.step()) {
            return lie.kind() == Lie.Kind.OTHER_ID ? later(truth, names) : Stream.empty();
        }
        if (lie.kind() == Lie.Kind.OTHER_ID) {
            names.addAll(written(truth.step()));
        }
        Optional<Object> json = lie.path().equals(JsonPath.ROOT) ? Optional.empty() : truth.json();
        if (json.isPresent()) {
            return Stream.concat(
                    lie.kind() == Lie.Kind.OTHER_ID ? Candidates.sameAs(lie.path(), names).stream() : Stream.empty(),
                    Candidates.about(lie.path(), json.get()).stream());
        }
        return truth.isHtml()
                ? Stream.concat(
                        Candidates.part(truth, lie, names).stream(), Candidates.of(truth, lie.kind(), names).stream())
                : Candidates.of(truth, lie.kind(), names).stream();
    }

    /** A name that was taken from the lie is told again later, and is another there. */
    private static Stream<String> later(Truth truth, List<String> names) {
        return truth.json().stream()
                .flatMap(json -> JsonPath.in(json).stream()
                        .filter(path -> path.first(json)
                                .filter(value -> Ids.isId(path.name(), value))
                                .isPresent())
                        .flatMap(path -> Candidates.sameAs(path, names).stream()));
    }

    /** What an expectation of this step can compare with: the newest first. */
    private List<String> names(Truth truth) {
        Set<String> names = new LinkedHashSet<>(journey.lets().keySet());
        for (Step step : journey.steps().subList(0, truth.index())) {
            step.all().filter(each -> each.condition().isEmpty()).forEach(each -> {
                names.addAll(lets(each));
                each.captures().forEach(capture -> names.add(capture.name()));
            });
        }
        names.addAll(lets(truth.step()));
        names.removeIf(name -> !name.matches("[A-Za-z_]\\w*"));
        List<String> found = new ArrayList<>(names).reversed();
        List<String> all = new ArrayList<>(found);
        vars.keySet().stream().sorted().forEach(name -> all.add("env." + name));
        return all;
    }

    /** Names of things that the author wrote into the request. */
    private static List<String> written(Step step) {
        return step instanceof Step.Http http
                ? http.request()
                        .templates()
                        .flatMap(template -> template.parts().stream())
                        .flatMap(part -> part instanceof Template.Literal(String text)
                                ? WORD.matcher(text).results()
                                : Stream.empty())
                        .map(MatchResult::group)
                        .filter(Ids::isId)
                        .map(id -> "'" + id + "'")
                        .toList()
                : List.of();
    }

    private static Set<String> lets(Step step) {
        return switch (step) {
            case Step.Http http -> http.lets().keySet();
            case Step.Repeat repeat -> Set.of();
            case Step.Other other -> other.lets().keySet();
        };
    }

    /** Whether the good answers pass with it. */
    boolean fits(Truth truth, String text) {
        return fits.computeIfAbsent(
                truth.index() + " " + text,
                _ -> expecting(truth, text).filter(rehearsal::passes).isPresent());
    }

    /** The journey, which expects one thing more at a step; empty when it is not a sentence of the language. */
    private Optional<Journey> expecting(Truth truth, String text) {
        return compiled(truth, text)
                .map(condition -> with(truth, truth.expecting(new Step.Expectation(condition, true))));
    }

    private Optional<Expression> compiled(Truth truth, String text) {
        Scope scope = Scope.EMPTY.with(ANSWER).with("env", Type.DYN);
        for (String name : names(truth)) {
            scope = name.startsWith("env.") ? scope : scope.with(name, Type.DYN);
        }
        return Expressions.compile(Passage.of("expect", text, new Position(1, 1)), scope, _ -> {});
    }

    private Journey with(Truth truth, Step other) {
        List<Step> steps = new ArrayList<>(journey.steps());
        steps.set(truth.index(), other);
        return journey.withSteps(steps);
    }
}
