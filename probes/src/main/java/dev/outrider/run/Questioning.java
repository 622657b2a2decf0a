package dev.outrider.run;

import dev.outrider.journey.Action;
import dev.outrider.journey.Step;
import dev.outrider.result.Outcome;
import dev.outrider.result.Outcome.Fault;
import dev.outrider.result.Outcome.Trouble;
import dev.outrider.run.http.Deadline;
import dev.outrider.run.http.Phases;
import dev.outrider.run.net.Query;
import dev.outrider.run.net.Questions;
import java.util.List;
import java.util.Optional;

/** Makes the steps of one run that ask something else than HTTP, as far as this version speaks it. */
final class Questioning {
    private final Preparation prepared;
    private final Redaction redaction;
    private final Browsing browsing;
    private final Runner.Parts parts;
    private boolean asked;

    Questioning(Preparation prepared, Redaction redaction, Browsing browsing, Runner.Parts parts) {
        this.prepared = prepared;
        this.redaction = redaction;
        this.browsing = browsing;
        this.parts = parts;
    }

    /**
     * What became of such a step.
     *
     * @param phases of the last attempt
     * @param request what was asked, for people: {@code tls shop.example.com:443}
     * @param status with which the page came that a browser shows
     */
    record Asked(Verdict verdict, Phases phases, int attempts, Optional<String> request, Optional<Integer> status) {
        static Asked not(Outcome outcome) {
            return new Asked(Verdict.of(outcome), Phases.NONE, 0, Optional.empty(), Optional.empty());
        }
    }

    /** Whether anything was asked in this run. */
    boolean asked() {
        return asked || browsing.asked();
    }

    /** @param index of the step of the run to which its evidence belongs */
    Asked make(int index, Step.Other step, Deadline end) throws InterruptedException {
        if (end.passed()) {
            return Asked.not(new Outcome.Failed(Fault.TIMEOUT, end.limit() + " were over before the step began"));
        }
        Composer composer = new Composer(prepared.names(), prepared.base().orElse(null));
        Optional<Outcome> skipped = composer.skipped(step.condition());
        if (skipped.isPresent()) {
            return Asked.not(skipped.get());
        }
        composer.let(step.lets());
        Preparation.hide(step.lets(), prepared.names(), prepared.masks());
        if (composer.trouble().isPresent()) {
            return Asked.not(composer.trouble().get());
        }
        return switch (step.action()) {
            case Action.Question question -> ask(step, question, composer, end);
            case Action.Browsing acts -> browsing.make(index, step, acts, end);
        };
    }

    private Asked ask(Step.Other step, Action.Question question, Composer composer, Deadline end)
            throws InterruptedException {
        Optional<Questions> questions = parts.questions();
        if (questions.isEmpty() || !Action.Question.SPOKEN.contains(question.kind())) {
            return Asked.not(unsupported(step));
        }
        Query query = new Query(
                question.kind(), composer.settings(question), composer.headers(question), QuestionRun.reads(step));
        return composer.trouble().isPresent()
                ? Asked.not(composer.trouble().get())
                : ask(step, query, questions.get(), end);
    }

    private Asked ask(Step.Other step, Query query, Questions questions, Deadline end) throws InterruptedException {
        asked = true;
        QuestionRun run = new QuestionRun(
                step,
                query,
                questions,
                prepared.names(),
                end,
                parts.pace(),
                parts.sightings(),
                names -> new Judge(step, names, prepared.names(), redaction));
        Verdict verdict = run.run();
        return new Asked(verdict, run.phases(), run.attempts(), Optional.of(words(query)), Optional.empty());
    }

    private static String words(Query query) {
        return query.kind()
                + query.settings().entrySet().stream()
                        .filter(setting -> !setting.getKey().equals("send"))
                        .map(setting -> " " + words(setting.getKey(), setting.getValue()))
                        .reduce("", String::concat);
    }

    private static String words(String name, List<String> values) {
        return values.equals(List.of("true")) ? name : String.join(" ", values);
    }

    /** What we cannot do is ours, never a pass. */
    private static Outcome unsupported(Step.Other step) {
        return new Outcome.Errored(
                Trouble.UNSUPPORTED,
                "'%s' does '%s', which this version cannot run yet"
                        .formatted(step.name(), step.action().kind()));
    }
}
