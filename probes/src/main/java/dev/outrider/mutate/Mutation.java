package dev.outrider.mutate;

import dev.outrider.journey.Journey;
import dev.outrider.journey.Step;
import dev.outrider.mutate.Found.Remedy;
import dev.outrider.mutate.Found.Survivor;
import dev.outrider.mutate.Found.Unread;
import dev.outrider.mutate.Rehearsal.Seen;
import dev.outrider.result.Outcome;
import dev.outrider.result.RunResult;
import dev.outrider.run.Pace;
import dev.outrider.run.RunRequest;
import dev.outrider.run.Runner;
import dev.outrider.run.Stage;
import dev.outrider.script.Environment;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Lies to one journey: records it once against its target, then plays it again with one lie at a time. */
public final class Mutation {
    /** A text of an expression; in brackets it is the name of a field. */
    private static final Pattern QUOTED = Pattern.compile("(?<![\\w\\])]\\[)(?:'[^']*'|\"[^\"]*\")");

    /** Lies about a value that nobody looks at: told together, by step. */
    private static final Set<Lie.Kind> OF_VALUES = EnumSet.of(Lie.Kind.MISSING, Lie.Kind.WRONG_TYPE);

    private final Runner runner;
    private final Journey journey;
    private final Environment environment;
    private final RunRequest request;
    private final InstantSource clock;
    private final long chance;
    private final int seed;

    /**
     * One journey in one environment.
     *
     * @param runner on which a run does not count as starved: nothing waits, so nothing is late
     * @param now of the recording and of every replay
     * @param chance where what is random in the recording comes from; another for each recording, or a target that
     *     remembers a key would answer from memory
     * @param seed which lies are told, where there is a choice
     */
    public Mutation(
            Runner runner,
            Journey journey,
            Environment environment,
            RunRequest request,
            InstantSource now,
            long chance,
            int seed) {
        this.runner = runner;
        this.journey = journey;
        this.environment = environment;
        this.request = request;
        this.clock = InstantSource.fixed(now.instant());
        this.chance = chance;
        this.seed = seed;
    }

    /** Records, replays, and says what passed. */
    public Found find() {
        Optional<Step> other = Stream.concat(journey.steps().stream(), journey.cleanup().stream())
                .filter(step -> step instanceof Step.Other)
                .findFirst();
        return other.isPresent() ? new Found.NotHttp(other.get().name()) : recorded();
    }

    private Found recorded() {
        Listening line = new Listening(runner.line(journey, environment));
        RunResult run =
                runner.run(journey, environment, request, new Stage(line, Pace.REAL, clock, new Random(chance), line));
        if (!(run.outcome() instanceof Outcome.Passed)) {
            return new Found.NotPassed(run);
        }
        Rehearsal rehearsal = new Rehearsal(runner, environment, request, clock, chance, line.tape());
        RunResult again = rehearsal.unchanged(journey);
        return again.outcome() instanceof Outcome.Passed ? told(rehearsal, line.tape()) : new Found.Unsteady(again);
    }

    private Found told(Rehearsal rehearsal, Tape tape) {
        List<Truth> truths = truths(tape);
        Remedies remedies = new Remedies(rehearsal, journey, truths, environment.vars());
        List<Survivor> survivors = new ArrayList<>();
        List<Unread> unread = new ArrayList<>();
        Map<Seen, Integer> counts = new EnumMap<>(Seen.class);
        for (Truth truth : truths) {
            Set<JsonPath> unseen = new LinkedHashSet<>();
            for (Lie lie : lies(truth, truths, tape)) {
                Seen seen = rehearsal.told(journey, lie);
                counts.merge(seen, 1, Integer::sum);
                if (seen == Seen.PASSED && isUnread(truth, lie)) {
                    unseen.add(lie.path());
                } else if (seen == Seen.PASSED || seen == Seen.ERROR) {
                    survivors.add(survivor(truth, lie, seen, remedies));
                }
            }
            if (!unseen.isEmpty()) {
                unread.add(unread(truth, List.copyOf(unseen), remedies));
            }
        }
        return new Found.Told(
                counts.values().stream().mapToInt(count -> count).sum(),
                counts.getOrDefault(Seen.NOTICED, 0),
                counts.getOrDefault(Seen.STRAYED, 0),
                survivors,
                unread);
    }

    /** What each step of the main part was answered; the clean-up never changes a verdict, so nobody lies to it. */
    private List<Truth> truths(Tape tape) {
        List<Truth> truths = new ArrayList<>();
        for (int index = 0; index < journey.steps().size(); index++) {
            List<Take> takes = tape.of(index);
            if (!takes.isEmpty()) {
                truths.add(new Truth(index, journey.steps().get(index), takes, tape.lastVisit(index)));
            }
        }
        return truths;
    }

    private List<Lie> lies(Truth truth, List<Truth> all, Tape tape) {
        Elsewhere elsewhere = new Elsewhere(tape, environment.vars());
        List<Lie> lies = new ArrayList<>(WholeLies.of(truth, all, seed));
        lies.addAll(HtmlLies.of(truth, elsewhere, seed));
        lies.addAll(JsonLies.of(truth, elsewhere, seed));
        return lies;
    }

    /** Whether it is about a value that no expression of its step names. */
    private static boolean isUnread(Truth truth, Lie lie) {
        if (!OF_VALUES.contains(lie.kind()) || lie.path().equals(JsonPath.ROOT)) {
            return false;
        }
        Pattern word = Pattern.compile("\\b" + Pattern.quote(lie.path().name()) + "\\b");
        return truth.step()
                .expressions()
                .noneMatch(expression -> word.matcher(
                                QUOTED.matcher(expression.text()).replaceAll("''"))
                        .find());
    }

    private static Survivor survivor(Truth truth, Lie lie, Seen seen, Remedies remedies) {
        return new Survivor(
                truth.step().name(),
                truth.step().place().position().line(),
                lie.kind().word(),
                lie.text(),
                seen == Seen.ERROR,
                remedies.of(lie));
    }

    private static Unread unread(Truth truth, List<JsonPath> paths, Remedies remedies) {
        Object json = truth.json().orElseThrow();
        List<Remedy> expectations = Candidates.aboutAll(paths, json).stream()
                .filter(text -> remedies.fits(truth, text))
                .map(text -> new Remedy(truth.step().name(), "expect", text))
                .toList();
        return new Unread(
                truth.step().name(),
                truth.step().place().position().line(),
                paths.stream().map(JsonPath::text).toList(),
                expectations);
    }
}
