package dev.outrider.cli;

import dev.outrider.expr.Expression;
import dev.outrider.expr.Template;
import dev.outrider.expr.Values;
import dev.outrider.journey.Action;
import dev.outrider.journey.Journey;
import dev.outrider.journey.Request;
import dev.outrider.journey.Step;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One step in words. */
final class StepWords {
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(1);

    private final Journey journey;
    private final StringBuilder out = new StringBuilder();

    StepWords(Journey journey) {
        this.journey = journey;
    }

    /** Who reads what a step captures. */
    interface Uses {
        String of(String name);
    }

    /** The longest that a step can take by its own limits. */
    static Duration longest(Step step) {
        return switch (step) {
            case Step.Http http ->
                http.poll()
                        .map(poll -> poll.limit().plus(http.timeout()))
                        .orElseGet(() -> http.timeout()
                                .multipliedBy(http.retry() + 1L)
                                .plus(BETWEEN_ATTEMPTS.multipliedBy(http.retry())));
            case Step.Repeat repeat ->
                repeat.steps().stream()
                        .map(StepWords::longest)
                        .reduce(repeat.poll().limit(), Duration::plus);
            case Step.Other other ->
                other.poll()
                        .map(poll -> poll.limit().plus(other.timeout()))
                        .orElseGet(() -> other.timeout().multipliedBy(other.retry() + 1L));
        };
    }

    String text(Step step, int number, Uses uses) {
        return switch (step) {
            case Step.Http http -> http(http, number, uses);
            case Step.Repeat repeat -> repeat(repeat, number, uses);
            case Step.Other other -> other(other, number, uses);
        };
    }

    private String repeat(Step.Repeat step, int number, Uses uses) {
        StringBuilder inside = new StringBuilder();
        step.steps().forEach(each -> inside.append(text(each, number, uses)));
        begin(step, number);
        line("repeats", step.steps().size() + (step.steps().size() == 1 ? " step" : " steps"));
        again(step.poll());
        judged(step.expectations(), step.captures(), uses);
        line("takes", takes(step, 0, step.slow()));
        return out.append(inside.toString().replaceAll("(?m)^(?=.)", "   ")).toString();
    }

    private String other(Step.Other step, int number, Uses uses) {
        begin(step, number);
        step.lets().forEach((name, value) -> line("makes", name + " = " + value.text()));
        switch (step.action()) {
            case Action.Question question -> {
                line("asks", question.kind() + settings(question));
                question.talk().forEach(this::turn);
            }
            case Action.Browsing browsing -> acts(browsing.acts(), "");
        }
        step.poll().ifPresent(this::again);
        judged(step.expectations(), step.captures(), uses);
        line("takes", takes(step, step.retry(), step.slow()));
        return out.toString();
    }

    private void turn(Action.Turn turn) {
        switch (turn) {
            case Action.Say(Template text, boolean isHex) -> line("says", (isHex ? "the bytes " : "") + quoted(text));
            case Action.Hear(Template text) -> line("hears", quoted(text));
            case Action.Until(Expression condition) -> line("hears", "more, until " + condition.text());
        }
    }

    private static String quoted(Template text) {
        return Values.toJson(text(text));
    }

    private static String settings(Action.Question question) {
        return question.settings().entrySet().stream()
                .flatMap(setting -> setting.getValue().stream()
                        .map(template -> " " + (text(template).equals("true") ? setting.getKey() : text(template))))
                .collect(Collectors.joining());
    }

    /** What a customer does in a browser, a line an act; secrets are names here. */
    private void acts(List<Action.Act> acts, String margin) {
        for (Action.Act act : acts) {
            Stream<String> texts = act.texts().entrySet().stream()
                    .map(text -> text.getKey().equals(act.verb()) || act.verb().equals("block")
                            ? text(text.getValue())
                            : text.getKey() + " = " + text(text.getValue()));
            Stream<String> files = act.files().entrySet().stream()
                    .map(file -> file.getKey() + " = " + file.getValue().name());
            Stream<String> captures = act.captures().stream()
                    .map(capture -> capture.name() + " = " + capture.value().text());
            String what =
                    Stream.of(texts, files, captures).flatMap(each -> each).collect(Collectors.joining(", "));
            line("browser", margin + act.verb() + " " + what);
            acts(act.inside(), margin + "  ");
        }
    }

    private void begin(Step step, int number) {
        out.setLength(0);
        String service = step.service()
                .or(journey::service)
                .map(name -> "  [" + name + "]")
                .orElse("");
        out.append("%2d %s%s\n".formatted(number, step.name(), service));
        step.condition().ifPresent(condition -> line("only if", condition.text()));
    }

    private void again(Step.Poll poll) {
        line(
                "again",
                "every %s until %s, for at most %s"
                        .formatted(
                                Explained.Days.text(poll.every()),
                                poll.until().text(),
                                Explained.Days.text(poll.limit())));
    }

    private void judged(List<Step.Expectation> expectations, List<Step.Capture> captures, Uses uses) {
        expectations.forEach(each -> line(
                each.required() ? "expects" : "warns",
                (each.required() ? "" : "unless ") + each.condition().text()));
        captures.forEach(
                each -> line("captures", each.name() + " = " + each.value().text() + "  → " + uses.of(each.name())));
    }

    private String http(Step.Http step, int number, Uses uses) {
        begin(step, number);
        step.lets().forEach((name, value) -> line("makes", name + " = " + value.text()));
        line("asks", asked(step.request()));
        redirects(step.redirects());
        step.poll().ifPresent(this::again);
        step.session().ifPresent(session -> line("keeps", "its session for " + Explained.Days.text(session.keep())));
        judged(step.expectations(), step.captures(), uses);
        line("takes", takes(step, step.retry(), step.slow()));
        return out.toString();
    }

    /** Said where it is not what everybody expects. */
    private void redirects(Step.Redirects redirects) {
        if (redirects.max() == 0) {
            line("stops at", "the first redirect, which it looks at");
        } else if (redirects.max() != Step.Redirects.USUAL) {
            line("follows", redirects.max() == 1 ? "one redirect" : "at most " + redirects.max() + " redirects");
        }
        redirects.until().ifPresent(until -> line("stops at", "the redirect where " + until.text()));
    }

    private void line(String name, String text) {
        out.append("     %-9s %s\n".formatted(name, text.replaceAll("\\s*\\n\\s*", " ")));
    }

    private static String asked(Request request) {
        return switch (request) {
            case Request.Written written ->
                written.method() + " " + text(written.url())
                        + (written.query().isEmpty() ? "" : "?" + fields(written.query()));
            case Request.Submitted submitted ->
                "as a browser that submits the form " + text(submitted.form())
                        + (submitted.with().isEmpty()
                                ? ""
                                : " with " + String.join(", ", submitted.with().keySet()));
        };
    }

    private static String fields(Map<String, Template> fields) {
        return fields.entrySet().stream()
                .map(each -> each.getKey() + "=" + text(each.getValue()))
                .collect(Collectors.joining("&"));
    }

    static String text(Template template) {
        return template.parts().stream()
                .map(part -> switch (part) {
                    case Template.Literal(String literal) -> literal;
                    case Template.Hole hole -> "${" + hole.expression().text() + "}";
                })
                .collect(Collectors.joining());
    }

    private static String takes(Step step, int retry, Optional<Duration> limit) {
        String attempts = retry > 0 ? " in " + (retry + 1) + " attempts" : "";
        return "at most " + Explained.Days.text(longest(step)) + attempts
                + limit.map(slow -> "; slower than " + Explained.Days.text(slow) + " is degraded")
                        .orElse("");
    }
}
