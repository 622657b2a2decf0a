package dev.outrider.journey;

import dev.outrider.expr.Both;
import dev.outrider.expr.Expression;
import dev.outrider.source.Place;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** One step of a customer's way. */
public sealed interface Step {
    /** What the customer does; shown everywhere. */
    String name();

    Place place();

    /** The service that answers for it, when it is not the journey's. */
    Optional<String> service();

    /** It is made only when this is true. */
    Optional<Expression> condition();

    /** Values taken when it is over, in order. */
    List<Capture> captures();

    /** Every expression of it. */
    Stream<Expression> expressions();

    /** This step, which also captures these. */
    Step capturing(List<Capture> more);

    /** This step, made only when this is true too. */
    Step when(Expression other);

    /** This step and those inside of it, each with all conditions under which it is made. */
    default Stream<Step> all() {
        return Stream.of(this);
    }

    /**
     * A request and what is expected of its answer.
     *
     * @param condition runs only when true
     * @param lets values computed before the request, in order
     * @param captures values taken from the answer, in order
     * @param timeout of one attempt, redirects and body included
     * @param retry extra attempts after a fail
     * @param session that it begins, or helps to begin
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
            Redirects redirects,
            Optional<Session> session)
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

        @Override
        public Http capturing(List<Capture> more) {
            return with(condition, expectations, plus(captures, more), slow, session);
        }

        @Override
        public Http when(Expression other) {
            return with(Optional.of(and(other, condition)), expectations, captures, slow, session);
        }

        /** This step as a part of what begins a session. */
        public Http beginning(Session begun) {
            return with(condition, expectations, captures, slow, Optional.of(begun));
        }

        /** This step, which also expects this. */
        public Http expecting(Expectation one) {
            return with(condition, plus(expectations, List.of(one)), captures, slow, session);
        }

        /** This step, which is slow when it takes longer than this. */
        public Http slowAbove(Duration most) {
            return with(condition, expectations, captures, Optional.of(most), session);
        }

        private Http with(
                Optional<Expression> when,
                List<Expectation> expected,
                List<Capture> taken,
                Optional<Duration> most,
                Optional<Session> begun) {
            return new Http(
                    name, place, service, when, lets, request, signing, expected, taken, timeout, most, retry, poll,
                    redirects, begun);
        }
    }

    /**
     * Steps that are made again and again until something is true.
     *
     * @param steps of one round, in order
     * @param expectations of the last answer, once it is true
     * @param slow longer from the first request to the last answer is degraded
     */
    record Repeat(
            String name,
            Place place,
            Optional<String> service,
            Optional<Expression> condition,
            List<Http> steps,
            Poll poll,
            List<Expectation> expectations,
            List<Capture> captures,
            Optional<Duration> slow)
            implements Step {
        public Repeat {
            steps = List.copyOf(steps);
            expectations = List.copyOf(expectations);
            captures = List.copyOf(captures);
        }

        @Override
        public Stream<Expression> expressions() {
            return Stream.of(
                            condition.stream(),
                            steps.stream().flatMap(Step::expressions),
                            Stream.of(poll.until()),
                            expectations.stream().map(Expectation::condition),
                            captures.stream().map(Capture::value))
                    .flatMap(expressions -> expressions);
        }

        @Override
        public Repeat capturing(List<Capture> more) {
            return new Repeat(name, place, service, condition, steps, poll, expectations, plus(captures, more), slow);
        }

        @Override
        public Repeat when(Expression other) {
            Optional<Expression> both = Optional.of(and(other, condition));
            return new Repeat(name, place, service, both, steps, poll, expectations, captures, slow);
        }

        /** This step, which also expects this. */
        public Repeat expecting(Expectation one) {
            return new Repeat(
                    name, place, service, condition, steps, poll, plus(expectations, List.of(one)), captures, slow);
        }

        /** This step, which is slow when it takes longer than this. */
        public Repeat slowAbove(Duration most) {
            return new Repeat(name, place, service, condition, steps, poll, expectations, captures, Optional.of(most));
        }

        @Override
        public Stream<Step> all() {
            return Stream.concat(
                    Stream.of(this),
                    steps.stream().map(step -> condition.<Step>map(step::when).orElse(step)));
        }
    }

    /**
     * Something else than a request by HTTP.
     *
     * @param timeout of one attempt
     * @param retry extra attempts after a fail
     */
    record Other(
            String name,
            Place place,
            Optional<String> service,
            Optional<Expression> condition,
            Map<String, Expression> lets,
            Action action,
            List<Expectation> expectations,
            List<Capture> captures,
            Duration timeout,
            Optional<Duration> slow,
            int retry,
            Optional<Poll> poll)
            implements Step {
        public Other {
            expectations = List.copyOf(expectations);
            captures = List.copyOf(captures);
        }

        @Override
        public Stream<Expression> expressions() {
            return Stream.of(
                            condition.stream(),
                            lets.values().stream(),
                            action.expressions(),
                            poll.stream().map(Poll::until),
                            expectations.stream().map(Expectation::condition),
                            captures.stream().map(Capture::value))
                    .flatMap(expressions -> expressions);
        }

        @Override
        public Other capturing(List<Capture> more) {
            return with(condition, plus(captures, more));
        }

        @Override
        public Other when(Expression other) {
            return with(Optional.of(and(other, condition)), captures);
        }

        private Other with(Optional<Expression> when, List<Capture> taken) {
            return new Other(name, place, service, when, lets, action, expectations, taken, timeout, slow, retry, poll);
        }
    }

    private static Expression and(Expression first, Optional<Expression> second) {
        return second.<Expression>map(own -> new Both(first, own)).orElse(first);
    }

    private static <T> List<T> plus(List<T> some, List<T> more) {
        List<T> all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }

    /**
     * What steps begin that follow each other: the next runs go on with it, instead of beginning it anew.
     *
     * @param id of it within its journey
     * @param keep how long
     * @param names captures that later steps read of it
     */
    record Session(String id, Duration keep, Set<String> names) {
        public Session {
            names = Set.copyOf(names);
        }
    }

    /**
     * How far redirects are followed.
     *
     * @param max how many at most, 0 to look at the redirect itself
     * @param until looked at before each is followed; where it is true the redirect itself is the answer
     */
    record Redirects(int max, Optional<Expression> until) {
        /** How many are followed when nothing else is said. */
        public static final int USUAL = 10;
    }

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
