package dev.outrider.run;

import dev.outrider.expr.Evaluation;
import dev.outrider.expr.Expression;
import dev.outrider.expr.Template;
import dev.outrider.journey.Action;
import dev.outrider.journey.Action.Act;
import dev.outrider.journey.Step;
import dev.outrider.result.Outcome;
import dev.outrider.result.StepResult.Unmet;
import dev.outrider.result.Timings;
import dev.outrider.run.browser.Deed;
import dev.outrider.run.browser.Look;
import dev.outrider.run.browser.Window;
import dev.outrider.run.http.Deadline;
import dev.outrider.run.http.Phases;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Does what a customer does in a browser, act by act, until one of them cannot be done. */
final class Acting {
    private final Step.Other step;
    private final List<Act> acts;
    private final Preparation prepared;
    private final Redaction redaction;
    private final Window window;
    private final boolean measured;
    private String address = "";

    Acting(Step.Other step, Action.Browsing action, Preparation prepared, Redaction redaction, Window window) {
        this.step = step;
        this.acts = action.acts();
        this.prepared = prepared;
        this.redaction = redaction;
        this.window = window;
        this.measured =
                step.expressions().anyMatch(expression -> expression.reads().contains("vitals"));
    }

    /** What all acts came to: something to look at, or the one that could not be done. */
    final class Acted {
        private final Optional<Verdict> broken;
        private final Look.@Nullable Seen seen;
        private final Phases network;

        private Acted(Optional<Verdict> broken, Look.@Nullable Seen seen, Phases network) {
            this.broken = broken;
            this.seen = seen;
            this.network = network;
        }

        /** Of the pages that came. */
        Phases network() {
            return network;
        }

        Optional<Verdict> broken() {
            return broken;
        }

        boolean isTrue(Expression until) {
            return seen != null
                    && until.evaluate(names(seen, Timings.NONE)) instanceof Evaluation.Value(Object value)
                    && Boolean.TRUE.equals(value);
        }

        /** @param gaveUp the {@code until} of a poll that never became true */
        Verdict judged(Optional<Expression> gaveUp, String patience, Duration took) {
            Look.Seen shown = Objects.requireNonNull(seen);
            PageNames names = names(shown, network.within(took.toNanos()));
            return new Judge(step, names, prepared.names(), redaction).verdict(gaveUp, patience);
        }
    }

    /** The address that was looked at last, else the last one that was asked for. */
    String address() {
        return address;
    }

    Acted act(Deadline deadline) throws InterruptedException {
        // What came since the last step is nobody's.
        var _ = window.network();
        Optional<Verdict> broken = all(acts, deadline);
        if (broken.isPresent()) {
            return new Acted(broken, null, window.network());
        }
        return switch (window.look(measured, deadline)) {
            case Look.Seen seen -> {
                address = seen.url();
                yield new Acted(Optional.empty(), seen, window.network());
            }
            case Look.Blind(Outcome.Failed why) -> new Acted(Optional.of(Verdict.of(why)), null, window.network());
        };
    }

    private Optional<Verdict> all(List<Act> some, Deadline deadline) throws InterruptedException {
        for (Act act : some) {
            Optional<Verdict> broken = one(act, deadline);
            if (broken.isPresent()) {
                return broken;
            }
        }
        return Optional.empty();
    }

    private Optional<Verdict> one(Act act, Deadline deadline) throws InterruptedException {
        Composer composer = new Composer(prepared.names(), prepared.base().orElse(null));
        Deed deed = deed(act, composer);
        if (composer.trouble().isPresent()) {
            return composer.trouble().map(Verdict::of);
        }
        return switch (act.verb()) {
            case "capture" -> captured(act, deadline);
            case "maybe" -> welcomed(act, deed.target(), deadline);
            case "in" -> within(act, window.enter(deed.target(), deadline), deadline);
            case "popup" -> within(act, window.popup(deed.target(), deadline), deadline);
            default -> told(act, window.act(deed, deadline));
        };
    }

    /** Without anything that is to be done then, it is only in the way. */
    private Optional<Verdict> welcomed(Act act, String target, Deadline deadline) throws InterruptedException {
        if (act.inside().isEmpty()) {
            window.dismiss(target);
            return Optional.empty();
        }
        return window.comes(target, deadline) ? all(act.inside(), deadline) : Optional.empty();
    }

    private Optional<Verdict> within(Act act, Optional<Outcome.Failed> entered, Deadline deadline)
            throws InterruptedException {
        if (entered.isPresent()) {
            return told(act, entered);
        }
        try {
            return all(act.inside(), deadline);
        } finally {
            // Where it broke is what somebody wants to see: the picture is taken of the whole window all the same.
            window.leave();
        }
    }

    private Optional<Verdict> captured(Act act, Deadline deadline) throws InterruptedException {
        return switch (window.look(measured, deadline)) {
            case Look.Seen seen -> {
                PageNames names = names(seen, Timings.NONE);
                Verdict verdict =
                        new Judge(act.captures(), names, prepared.names(), redaction).verdict(Optional.empty(), "");
                yield verdict.outcome() instanceof Outcome.Passed ? Optional.empty() : Optional.of(verdict);
            }
            case Look.Blind(Outcome.Failed why) -> told(act, Optional.of(why));
        };
    }

    /** With the author's line. */
    private static Optional<Verdict> told(Act act, Optional<Outcome.Failed> failed) {
        return failed.map(why -> new Verdict(
                why,
                List.of(new Unmet(
                        "browser",
                        act.place().file(),
                        act.place().position().line(),
                        act.place().position().column(),
                        act.verb(),
                        why.detail()))));
    }

    private Deed deed(Act act, Composer composer) {
        Map<String, String> texts = new LinkedHashMap<>();
        act.texts().forEach((name, template) -> texts.put(name, text(act, name, template, composer)));
        if (act.verb().equals("goto")) {
            address = texts.getOrDefault("goto", "");
        }
        Set<String> secret = texts.entrySet().stream()
                .filter(text -> !prepared.masks().apply(text.getValue()).equals(text.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        return new Deed(act.verb(), texts, act.files(), secret);
    }

    private static String text(Act act, String name, Template template, Composer composer) {
        if (act.verb().equals("goto")) {
            return composer.address(template).orElse("");
        }
        return composer.text(template, act.verb() + " " + name);
    }

    private PageNames names(Look.Seen seen, Timings timings) {
        return PageNames.of(prepared.names(), seen, timings);
    }
}
