package dev.outrider.journey;

import dev.outrider.expr.Expression;
import dev.outrider.expr.Template;
import dev.outrider.source.Place;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One exchange of a journey. */
public sealed interface Step {
    /** What the customer does; shown everywhere. */
    String name();

    Place place();

    /** The service that answers for it, when it is not the journey's. */
    Optional<String> service();

    /**
     * A request and what is expected of its answer.
     *
     * @param condition runs only when true
     * @param lets values computed before the request, in order
     * @param captures values taken from the answer, in order
     * @param timeout of one attempt, redirects and body included
     * @param retry extra attempts after a fail
     * @param redirects how many are followed
     */
    record Http(
            String name,
            Place place,
            Optional<String> service,
            Optional<Expression> condition,
            Map<String, Expression> lets,
            Request request,
            List<Expectation> expectations,
            List<Capture> captures,
            Duration timeout,
            Optional<Duration> slow,
            int retry,
            Optional<Poll> poll,
            int redirects)
            implements Step {
        public Http {
            expectations = List.copyOf(expectations);
            captures = List.copyOf(captures);
        }

        /** This step, which also captures these. */
        public Http capturing(List<Capture> more) {
            List<Capture> all = new ArrayList<>(captures);
            all.addAll(more);
            return new Http(
                    name,
                    place,
                    service,
                    condition,
                    lets,
                    request,
                    expectations,
                    all,
                    timeout,
                    slow,
                    retry,
                    poll,
                    redirects);
        }
    }

    /**
     * What is sent.
     *
     * @param url absolute, or a path relative to the journey's base
     * @param headers in the author's order
     * @param query added to the URL, percent-encoded
     */
    record Request(
            String method, Template url, Map<String, Template> headers, Map<String, Template> query, Body body) {}

    /** Asks again until it is true. */
    record Poll(Expression until, Duration every, Duration limit) {}

    /**
     * One condition on an answer.
     *
     * @param required false for {@code warn}, which only degrades the run
     */
    record Expectation(Expression condition, boolean required) {}

    /** A value for later steps. */
    record Capture(String name, Expression value, Place place) {}
}
