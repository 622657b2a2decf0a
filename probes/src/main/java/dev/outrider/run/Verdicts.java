package dev.outrider.run;

import dev.outrider.result.Outcome;
import dev.outrider.result.Outcome.Fault;
import dev.outrider.run.http.Answer;
import dev.outrider.run.http.Spans;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes verdicts worse. */
final class Verdicts {
    private Verdicts() {}

    /** With reasons why it is not a pass; what is worse than degraded stays as it is. */
    static Verdict degraded(Verdict verdict, List<String> more, boolean slow) {
        return switch (verdict.outcome()) {
            case Outcome.Passed() -> new Verdict(new Outcome.Degraded(more, slow), verdict.unmet());
            case Outcome.Degraded(List<String> reasons, boolean alreadySlow) -> {
                List<String> all = new ArrayList<>(reasons);
                all.addAll(more);
                yield new Verdict(new Outcome.Degraded(all, slow || alreadySlow), verdict.unmet());
            }
            case Outcome.Failed failed -> verdict;
            case Outcome.Errored errored -> verdict;
            case Outcome.Skipped skipped -> verdict;
        };
    }

    /** A customer's browser shows a page whose letters are wrong; a program refuses such JSON and XML. */
    static Verdict legible(Verdict verdict, Answer answer) {
        return answer.garbled()
                .map(why -> answer.strict()
                        ? garbled(verdict, why)
                        : degraded(verdict, List.of("wrong charset: " + why), false))
                .orElse(verdict);
    }

    private static Verdict garbled(Verdict verdict, String why) {
        return switch (verdict.outcome()) {
            case Outcome.Passed passed ->
                new Verdict(new Outcome.Failed(Fault.CHARSET, "wrong charset: " + why), verdict.unmet());
            case Outcome.Degraded degraded ->
                new Verdict(new Outcome.Failed(Fault.CHARSET, "wrong charset: " + why), verdict.unmet());
            case Outcome.Failed failed -> verdict;
            case Outcome.Errored errored -> verdict;
            case Outcome.Skipped skipped -> verdict;
        };
    }

    /** Slow when it took longer than {@code limit}. */
    static Verdict slow(Verdict verdict, Optional<Duration> limit, Duration took) {
        return limit.filter(most -> took.compareTo(most) > 0)
                .map(most -> degraded(
                        verdict, List.of("slow: took " + Spans.text(took) + ", more than " + Spans.text(most)), true))
                .orElse(verdict);
    }
}
