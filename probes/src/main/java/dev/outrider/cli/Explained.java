package dev.outrider.cli;

import dev.outrider.expr.Expression;
import dev.outrider.expr.Template;
import dev.outrider.journey.Action;
import dev.outrider.journey.Journey;
import dev.outrider.journey.Quorum;
import dev.outrider.journey.Request;
import dev.outrider.journey.Step;
import dev.outrider.run.http.Spans;
import dev.outrider.run.http.Url;
import dev.outrider.script.Environment;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A journey in words. */
final class Explained {
    private final Journey journey;
    private final List<Environment> environments;
    private final List<Step> all = new ArrayList<>();
    private final StringBuilder out = new StringBuilder();

    /**
     * A journey as it is in these environments.
     *
     * @param environments in which it runs; may be none
     */
    Explained(Journey journey, List<Environment> environments) {
        this.journey = journey;
        this.environments = environments;
        all.addAll(journey.steps());
        all.addAll(journey.cleanup());
    }

    String text() {
        out.append("%s  %s\n".formatted(journey.id(), journey.title()).replaceAll(" +\n", "\n"));
        line(
                "owner",
                journey.owner().team()
                        + journey.owner()
                                .runbook()
                                .map(book -> ", runbook " + book)
                                .orElse(""));
        line("runs", schedule());
        journey.objective()
                .ifPresent(promise -> line(
                        "promises",
                        "%s available%s, over %s"
                                .formatted(
                                        percent(promise.availability()),
                                        promise.fast()
                                                .map(fast -> ", " + percent(fast) + " fast")
                                                .orElse(""),
                                        Days.text(promise.window()))));
        line("takes", times());
        line(
                "changes",
                journey.mutates() ? "things: no two runs at once in a region; it cleans up" : "nothing that it says");
        line("talks to", hosts());
        environments.forEach(environment -> new ReachWords(environment).lines().forEach(way -> line("reached", way)));
        line("reads", orNothing(reads()));
        line("secrets", orNothing(secrets()));
        journey.lets().forEach((name, value) -> line("makes", name + " = " + value.text() + "  → " + uses(name, 0)));
        StepWords words = new StepWords(journey);
        for (int i = 0; i < all.size(); i++) {
            out.append(i == journey.steps().size() ? "\nfinally, whatever happened:\n" : i == 0 ? "\n" : "");
            out.append(words.text(all.get(i), i + 1, uses(i)));
        }
        return out.toString();
    }

    private void line(String name, String text) {
        out.append("  %-10s %s\n".formatted(name, text));
    }

    private static String orNothing(Set<String> names) {
        return names.isEmpty() ? "none" : String.join(", ", names);
    }

    private static String percent(BigDecimal share) {
        return share.movePointRight(2).stripTrailingZeros().toPlainString() + " %";
    }

    private String schedule() {
        Journey.Schedule schedule = journey.schedule();
        String regions = schedule.regions().isEmpty() ? "every region" : String.join(", ", schedule.regions());
        String budget =
                schedule.budget().isPresent() ? ", at most " + schedule.budget().getAsLong() + " runs a day" : "";
        return "every %s from %s; it is down for the world when %s down%s"
                .formatted(Days.text(schedule.interval()), regions, quorum(), budget);
    }

    private String quorum() {
        return switch (journey.quorum()) {
            case Quorum.Majority() -> "most regions are";
            case Quorum.Any() -> "any region is";
            case Quorum.All() -> "all regions are";
            case Quorum.Count(int regions) -> regions + " regions are";
        };
    }

    private String times() {
        Duration steps = journey.steps().stream().map(StepWords::longest).reduce(Duration.ZERO, Duration::plus);
        Duration main = journey.limits().timeout();
        String text = "at most " + Days.text(steps.compareTo(main) < 0 ? steps : main)
                + (steps.compareTo(main) > 0
                        ? " (its steps alone may take " + Days.text(steps) + ", the run's timeout ends them)"
                        : "");
        if (!journey.cleanup().isEmpty()) {
            text += ", then at most " + Days.text(journey.limits().cleanup()) + " to clean up";
        }
        return text
                + journey.limits()
                        .slow()
                        .map(slow -> "; slower than " + Days.text(slow) + " is degraded")
                        .orElse("");
    }

    private String hosts() {
        Set<String> hosts = new LinkedHashSet<>();
        for (Environment environment : environments.isEmpty() ? List.of(Environment.NONE) : environments) {
            urls().map(url -> host(url, environment)).flatMap(Optional::stream).forEach(hosts::add);
        }
        all.stream()
                .flatMap(Step::all)
                .flatMap(step -> step instanceof Step.Other other ? addresses(other) : Stream.empty())
                .forEach(hosts::add);
        return hosts.isEmpty() ? "hosts that are only known when it runs" : String.join(", ", hosts);
    }

    /** What a question names that is not HTTP, where it is written out. */
    private static Stream<String> addresses(Step.Other step) {
        return step.action() instanceof Action.Question question
                ? question.settings().entrySet().stream()
                        .filter(setting -> Set.of("address", "server", "host").contains(setting.getKey()))
                        .flatMap(setting -> setting.getValue().stream())
                        .filter(template -> template.holes().isEmpty())
                        .map(StepWords::text)
                : Stream.empty();
    }

    private Stream<Template> urls() {
        List<Template> written = all.stream()
                .flatMap(Step::all)
                .flatMap(step -> switch (step) {
                    case Step.Http http
                    when http.request() instanceof Request.Written request -> Stream.of(request.url());
                    case Step.Http submitted -> Stream.<Template>empty();
                    case Step.Repeat repeat -> Stream.<Template>empty();
                    case Step.Other other -> Stream.<Template>empty();
                })
                .toList();
        boolean joined = written.stream().anyMatch(Explained::isPath);
        return Stream.concat(journey.base().stream().filter(base -> joined), written.stream());
    }

    /** Whether it is appended to the base, or may be: one that begins with a value is known only in a run. */
    private static boolean isPath(Template url) {
        return !(url.parts().getFirst() instanceof Template.Literal(String start)) || !start.contains("://");
    }

    /** The origin that a URL begins with, where the environment alone says it. */
    private static Optional<String> host(Template url, Environment environment) {
        StringBuilder text = new StringBuilder();
        for (Template.Part part : url.parts()) {
            switch (part) {
                case Template.Literal(String literal) -> text.append(literal);
                case Template.Hole(Expression expression) -> {
                    String name = expression.text().strip();
                    Object value = name.startsWith("env.") ? environment.vars().get(name.substring(4)) : null;
                    text.append(Objects.requireNonNullElse(value, "-"));
                }
            }
        }
        try {
            return Optional.of(Url.parse(text.toString()).origin()
                    + (environment.name().isEmpty() ? "" : " (" + environment.name() + ")"));
        } catch (IllegalArgumentException path) {
            return Optional.empty();
        }
    }

    private Set<String> reads() {
        return fields("env");
    }

    private Set<String> secrets() {
        Set<String> secrets = new TreeSet<>();
        for (String name : fields("secrets")) {
            Set<String> references = environments.stream()
                    .flatMap(each -> Stream.ofNullable(each.secrets().get(name)))
                    .map(reference -> reference.text())
                    .collect(Collectors.toCollection(TreeSet::new));
            secrets.add(name + (references.isEmpty() ? "" : " (" + String.join(", ", references) + ")"));
        }
        return secrets;
    }

    private Set<String> fields(String of) {
        return Stream.of(
                        journey.base().stream().flatMap(base -> base.holes().stream()),
                        journey.lets().values().stream(),
                        all.stream().flatMap(Step::expressions))
                .flatMap(expressions -> expressions)
                .flatMap(expression -> expression.readings().stream())
                .filter(reading -> reading.name().equals(of))
                .flatMap(reading -> reading.field().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private StepWords.Uses uses(int step) {
        return name -> uses(name, step + 1);
    }

    /** The numbers of the steps, from this one on, that read a name. */
    private String uses(String name, int from) {
        List<String> users = new ArrayList<>();
        for (int i = from; i < all.size(); i++) {
            if (all.get(i)
                    .expressions()
                    .anyMatch(expression -> expression.reads().contains(name))) {
                users.add(Integer.toString(i + 1));
            }
        }
        return users.isEmpty() ? "used by nothing below" : "used in " + String.join(", ", users);
    }

    /** Spans that may be long. */
    static final class Days {
        private Days() {}

        static String text(Duration span) {
            if (span.toDays() > 0 && span.equals(Duration.ofDays(span.toDays()))) {
                return span.toDays() + " d";
            }
            if (span.toMinutes() > 0 && span.equals(Duration.ofMinutes(span.toMinutes()))) {
                return span.toMinutes() >= 60 && span.toMinutes() % 60 == 0
                        ? span.toHours() + " h"
                        : span.toMinutes() + " min";
            }
            return Spans.text(span);
        }
    }
}
