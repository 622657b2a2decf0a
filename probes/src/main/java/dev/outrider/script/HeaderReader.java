package dev.outrider.script;

import dev.outrider.expr.Expression;
import dev.outrider.expr.Template;
import dev.outrider.journey.Hours;
import dev.outrider.journey.Journey;
import dev.outrider.journey.Objective;
import dev.outrider.journey.Owner;
import dev.outrider.journey.Quorum;
import dev.outrider.journey.Step;
import dev.outrider.source.Problem;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Reads what stands above the steps, and holds it against them. */
final class HeaderReader {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final Duration CLEANUP = Duration.ofSeconds(30);
    private static final Duration WINDOW = Duration.ofDays(30);

    private final Fields fields;
    private final Problems problems;
    private final Duration interval;
    private final Journey.Limits limits;
    private final Quorum quorum;
    private final Optional<Objective> objective;
    private final Optional<Hours> during;
    private final Journey.Confirm confirm;

    HeaderReader(Fields fields, Problems problems) {
        this.fields = fields;
        this.problems = problems;
        this.interval = fields.text("schedule")
                .map(text -> Scalars.duration(text.substring("every ".length())))
                .orElse(Duration.ofMinutes(1));
        this.limits = limits();
        this.quorum = fields.text("quorum").map(Quorum::of).orElseGet(Quorum.Majority::new);
        this.objective = fields.object("slo", problems).filter(Fields::isSound).flatMap(this::objective);
        regions();
        budget();
        this.during = fields.scalar("during").flatMap(text -> WatchReader.hours(text, problems));
        this.confirm = WatchReader.confirm(fields, problems);
        WatchReader.check(fields, problems);
    }

    private Journey.Limits limits() {
        Optional<Fields> more = fields.object("limits", problems);
        Duration cleanup =
                more.flatMap(each -> each.duration("finally")).orElse(shorter(CLEANUP, interval.dividedBy(4)));
        Duration timeout = fields.duration("timeout").orElse(shorter(TIMEOUT, interval.dividedBy(2)));
        Duration needed = fields.has("finally") ? timeout.plus(cleanup) : timeout;
        if (needed.compareTo(interval) > 0) {
            problems.error(
                    fields.has("timeout") ? fields.valuePlace("timeout") : fields.valuePlace("schedule"),
                    "a run may take %s, which does not fit into %s"
                            .formatted(explained(timeout, cleanup), Scalars.text(interval)),
                    "make it shorter, or run it less often");
        }
        Optional<Duration> slow = fields.duration("slow");
        if (slow.filter(each -> each.compareTo(timeout) >= 0).isPresent()) {
            problems.error(
                    fields.valuePlace("slow"),
                    "'slow' is never seen: the run fails after " + Scalars.text(timeout),
                    "make it shorter");
        }
        int body = more.flatMap(each -> each.scalar("body"))
                .map(size -> WatchReader.bytes(size, problems))
                .orElse(Journey.Limits.BODY);
        return new Journey.Limits(timeout, cleanup, slow, body);
    }

    private String explained(Duration timeout, Duration cleanup) {
        return fields.has("finally")
                ? Scalars.text(timeout.plus(cleanup)) + " (" + Scalars.text(timeout) + " and " + Scalars.text(cleanup)
                        + " of finally)"
                : Scalars.text(timeout);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private Optional<Objective> objective(Fields slo) {
        BigDecimal availability = slo.share("availability").orElseThrow();
        Optional<BigDecimal> fast = slo.share("fast");
        for (String key : List.of("availability", "fast")) {
            slo.share(key)
                    .filter(share -> share.signum() == 0 || share.compareTo(BigDecimal.ONE) > 0)
                    .ifPresent(
                            share -> problems.error(slo.valuePlace(key), "a share lies above 0% and is at most 100%"));
        }
        return Optional.of(
                new Objective(availability, fast, slo.duration("window").orElse(WINDOW)));
    }

    private void regions() {
        List<Node.Scalar> regions = fields.scalars("regions");
        Set<String> seen = new HashSet<>();
        for (Node.Scalar region : regions) {
            if (!seen.add(region.text())) {
                problems.error(region.place(), "region '" + region.text() + "' is written twice");
            }
        }
        if (quorum instanceof Quorum.Count(int count) && !regions.isEmpty() && count > seen.size()) {
            problems.error(
                    fields.valuePlace("quorum"),
                    "quorum %d can never be reached with %d %s"
                            .formatted(count, seen.size(), seen.size() == 1 ? "region" : "regions"),
                    "",
                    "at most " + seen.size());
        }
    }

    private void budget() {
        OptionalLong budget = budgetPerDay();
        int regions = fields.scalars("regions").size();
        long planned = Duration.ofDays(1).dividedBy(interval) * Math.max(1, regions);
        if (budget.isPresent() && planned > budget.getAsLong()) {
            problems.accept(Problem.error(
                    fields.valuePlace("budget"),
                    "%,d runs a day are planned%s".formatted(planned, regions == 0 ? " in every region" : ""),
                    "run it less often, or allow more"));
        }
    }

    private OptionalLong budgetPerDay() {
        return fields.text("budget").stream()
                .mapToLong(text -> Long.parseLong(text.substring(0, text.indexOf(' '))))
                .findFirst();
    }

    /** Holds the limits against the steps, and clean-up against what it is for. */
    void check(List<Step> steps, List<Step> cleanup) {
        if (fields.isTrue("mutates") && !fields.has("finally")) {
            problems.error(
                    fields.place("mutates"),
                    "a journey that changes things must clean up",
                    "add 'finally:'",
                    "cancel by your own reference: an order may exist although its answer was lost");
        }
        for (Step step : steps) {
            poll(step)
                    .filter(poll -> poll.limit().compareTo(limits.timeout()) > 0)
                    .ifPresent(poll -> problems.error(
                            step.place(),
                            "this step polls for %s, but the whole run has %s"
                                    .formatted(Scalars.text(poll.limit()), Scalars.text(limits.timeout()))));
        }
        if (steps.size() + cleanup.size() == 0 && problems.errors() == 0) {
            problems.error(fields.place(), "there are no steps");
        }
    }

    private static Optional<Step.Poll> poll(Step step) {
        return switch (step) {
            case Step.Http http -> http.poll();
            case Step.Repeat repeat -> Optional.of(repeat.poll());
            case Step.Other other -> other.poll();
        };
    }

    /** Empty when the header got an error. */
    Optional<Journey> journey(
            String id, Optional<Template> base, Map<String, Expression> lets, List<Step> steps, List<Step> cleanup) {
        return fields.text("owner")
                .map(owner -> new Journey(
                        id,
                        fields.text("title").orElse(id),
                        new Owner(owner, fields.text("runbook")),
                        fields.texts("tags"),
                        fields.text("service"),
                        new Journey.Schedule(
                                interval,
                                fields.texts("regions"),
                                fields.texts("environments"),
                                budgetPerDay(),
                                during,
                                confirm,
                                fields.text("exclusive")),
                        quorum,
                        limits,
                        fields.isTrue("mutates"),
                        objective,
                        base,
                        Ordered.copy(lets),
                        steps,
                        cleanup,
                        WatchReader.telling(fields)));
    }
}
