package dev.outrider.cli;

import dev.outrider.expr.Template;
import dev.outrider.journey.Journey;
import dev.outrider.journey.Request;
import dev.outrider.journey.Step;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

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
        };
    }

    String text(Step step, int number, Uses uses) {
        return switch (step) {
            case Step.Http http -> http(http, number, uses);
        };
    }

    private String http(Step.Http step, int number, Uses uses) {
        out.setLength(0);
        String service = step.service()
                .or(journey::service)
                .map(name -> "  [" + name + "]")
                .orElse("");
        out.append("%2d %s%s\n".formatted(number, step.name(), service));
        step.condition().ifPresent(condition -> line("only if", condition.text()));
        step.lets().forEach((name, value) -> line("makes", name + " = " + value.text()));
        line("asks", asked(step.request()));
        step.poll()
                .ifPresent(poll -> line(
                        "again",
                        "every %s until %s, for at most %s"
                                .formatted(
                                        Explained.Days.text(poll.every()),
                                        poll.until().text(),
                                        Explained.Days.text(poll.limit()))));
        step.redirects().until().ifPresent(until -> line("stops at", "the redirect where " + until.text()));
        step.expectations()
                .forEach(each -> line(
                        each.required() ? "expects" : "warns",
                        (each.required() ? "" : "unless ") + each.condition().text()));
        step.captures()
                .forEach(each ->
                        line("captures", each.name() + " = " + each.value().text() + "  → " + uses.of(each.name())));
        line("takes", takes(step));
        return out.toString();
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

    private static String text(Template template) {
        return template.parts().stream()
                .map(part -> switch (part) {
                    case Template.Literal(String literal) -> literal;
                    case Template.Hole hole -> "${" + hole.expression().text() + "}";
                })
                .collect(Collectors.joining());
    }

    private static String takes(Step.Http step) {
        String attempts = step.retry() > 0 ? " in " + (step.retry() + 1) + " attempts" : "";
        return "at most " + Explained.Days.text(longest(step)) + attempts
                + step.slow()
                        .map(slow -> "; slower than " + Explained.Days.text(slow) + " is degraded")
                        .orElse("");
    }
}
