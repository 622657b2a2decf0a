package dev.outrider.journey;

import dev.outrider.expr.Expression;
import dev.outrider.source.Place;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** One exchange of a journey. */
public sealed interface Step {
    /** What the customer does; shown everywhere. */
    String name();

    Place place();

    /** The service that answers for it, when it is not the journey's. */
    Optional<String> service();

    /** Every expression of it. */
    Stream<Expression> expressions();

    /**
     * A request and what is expected of its answer.
     *
     * @param condition runs only when true
     * @param lets values computed before the request, in order
     * @param captures values taken from the answer, in order
     * @param timeout of one attempt, redirects and body included
     * @param retry extra attempts after a fail
     */
    record Http(
            String name,
            Place place,
            Optional<String> service,
            Optional<Expression> condition,
            Map<String, Expression> lets,
            Request request,
            Signing signing,
            List<Expectation> expectations,
            List<Capture> captures,
            Duration timeout,
            Optional<Duration> slow,
            int retry,
            Optional<Poll> poll,
            Redirects redirects)
            implements Step {
        public Http {
            expectations = List.copyOf(expectations);
            captures = List.copyOf(captures);
        }

        @Override
        public Stream<Expression> expressions() {
            return Stream.of(
                            condition.stream(),
                            lets.values().stream(),
                            request.templates().flatMap(template -> template.holes().stream()),
                            signing.expressions(),
                            poll.stream().map(Poll::until),
                            redirects.until().stream(),
                            expectations.stream().map(Expectation::condition),
                            captures.stream().map(Capture::value))
                    .flatMap(expressions -> expressions);
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
                    signing,
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
     * How far redirects are followed.
     *
     * @param max how many at most, 0 to look at the redirect itself
     * @param until looked at before each is followed; where it is true the redirect itself is the answer
     */
    record Redirects(int max, Optional<Expression> until) {}

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
