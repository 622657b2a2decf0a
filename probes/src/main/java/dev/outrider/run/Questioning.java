package dev.outrider.run;

import dev.outrider.journey.Action;
import dev.outrider.journey.Step;
import dev.outrider.result.Outcome;
import dev.outrider.result.Outcome.Fault;
import dev.outrider.result.Outcome.Trouble;
import dev.outrider.run.http.Customer;
import dev.outrider.run.http.Deadline;
import dev.outrider.run.http.Phases;
import dev.outrider.run.http.Url;
import dev.outrider.run.net.Query;
import dev.outrider.run.net.Questions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes the steps of one run that ask something else than HTTP. */
final class Questioning {
    /** What is said to a target is no address of it. */
    private static final Set<String> SAID = Set.of("send", "receive");

    private final Preparation prepared;
    private final Customer customer;
    private final Redaction redaction;
    private final Browsing browsing;
    private final Runner.Parts parts;
    private boolean asked;

    Questioning(Preparation prepared, Customer customer, Redaction redaction, Browsing browsing, Runner.Parts parts) {
        this.customer = customer;
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
        if (questions.isEmpty()) {
            return Asked.not(unsupported(step));
        }
        Map<String, List<String>> settings = composer.settings(question);
        Query query = new Query(
                question.kind(),
                settings,
                headers(question, composer, settings),
                Talking.of(question, prepared.names()),
                QuestionRun.reads(step));
        return composer.trouble().isPresent()
                ? Asked.not(composer.trouble().get())
                : ask(step, query, questions.get(), end);
    }

    /** A WebSocket begins with a request as the customer's others: with what it says of itself, and its cookies. */
    private Map<String, String> headers(
            Action.Question question, Composer composer, Map<String, List<String>> settings) {
        Map<String, String> headers = new LinkedHashMap<>();
        switch (question.kind()) {
            case "grpc" -> headers.put("User-Agent", parts.settings().userAgent());
            case "ws" -> {
                headers.put("User-Agent", parts.settings().userAgent());
                headers.putAll(parts.settings().headers());
                cookies(settings.getOrDefault("url", List.of())).ifPresent(cookies -> headers.put("Cookie", cookies));
            }
            default -> {}
        }
        composer.headers(question)
                .forEach((name, value) ->
                        headers.merge(name, value, (held, own) -> name.equals("Cookie") ? own + "; " + held : own));
        return headers;
    }

    private Optional<String> cookies(List<String> url) {
        try {
            return url.stream().findFirst().flatMap(text -> customer.cookies().header(Url.ofWebSocket(text)));
        } catch (IllegalArgumentException toldWhenItIsAsked) {
            return Optional.empty();
        }
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
                        .filter(setting -> !SAID.contains(setting.getKey()))
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
                "'%s' does '%s', and nothing but HTTP is played on a stage"
                        .formatted(step.name(), step.action().kind()));
    }
}
