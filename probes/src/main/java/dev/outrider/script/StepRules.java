package dev.outrider.script;

import dev.outrider.journey.Body;
import dev.outrider.journey.Request;
import dev.outrider.journey.Step;
import dev.outrider.source.Problem;
import java.util.Set;

/** What must be true of one step beside the form of its keys. */
final class StepRules {
    static final int RETRIES = 5;
    static final int REDIRECTS = 50;
    private static final Set<String> WITHOUT_BODY = Set.of("GET", "HEAD");
    private static final Set<String> REPEATABLE = Set.of("GET", "HEAD", "OPTIONS", "PUT", "DELETE");

    private final Fields fields;
    private final Problems problems;

    StepRules(Fields fields, Problems problems) {
        this.fields = fields;
        this.problems = problems;
    }

    void check(Step.Http step) {
        String verb = step.request().action();
        if (WITHOUT_BODY.contains(verb)
                && step.request() instanceof Request.Written written
                && !(written.body() instanceof Body.None)) {
            problems.error(fields.place(verb), "a " + verb + " sends no body", "write POST, or use 'query'");
        }
        if (step.slow().filter(slow -> slow.compareTo(limit(step)) >= 0).isPresent()) {
            problems.error(
                    fields.valuePlace("slow"),
                    "'slow' is never seen: the step fails after " + Scalars.text(limit(step)),
                    "make it shorter");
        }
        repeats(step, verb);
    }

    private static java.time.Duration limit(Step.Http step) {
        return step.poll().map(poll -> poll.limit().plus(step.timeout())).orElse(step.timeout());
    }

    private void repeats(Step.Http step, String verb) {
        if (fields.has("retry") && fields.has("poll")) {
            problems.error(fields.place("retry"), "'poll' already tries again", "drop 'retry'");
        } else if (step.retry() > RETRIES) {
            problems.error(fields.valuePlace("retry"), "more than " + RETRIES + " extra attempts hide an outage");
        } else if (step.retry() > 0 && !REPEATABLE.contains(verb) && !isRepeatSafe(step)) {
            problems.accept(Problem.warning(
                            fields.place("retry"), "retrying a " + verb + " may do it twice", "for example two orders")
                    .hint("send an Idempotency-Key header, or drop 'retry'"));
        }
        if (step.redirects().max() > REDIRECTS) {
            problems.error(fields.valuePlace("redirects"), "at most " + REDIRECTS + " redirects are followed");
        }
    }

    private static boolean isRepeatSafe(Step.Http step) {
        return step.request().headers().keySet().stream().anyMatch("Idempotency-Key"::equalsIgnoreCase);
    }
}
