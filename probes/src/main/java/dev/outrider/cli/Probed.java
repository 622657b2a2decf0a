package dev.outrider.cli;

import dev.outrider.desk.draft.ProbeDraft;
import dev.outrider.result.Evidence;
import dev.outrider.result.Outcome;
import dev.outrider.result.RunResult;
import dev.outrider.result.StepResult;
import dev.outrider.result.Timings;
import dev.outrider.run.http.Answer;
import dev.outrider.run.http.Call;
import dev.outrider.run.http.Handshake;
import dev.outrider.run.http.Phases;
import dev.outrider.run.http.Reply;
import dev.outrider.run.http.Sightings;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;

/** What a probe saw, in the order in which it came. Written by one run, read when it is over. */
final class Probed implements Sightings {
    private final Map<String, List<InetAddress>> addresses = new LinkedHashMap<>();
    private final SequencedMap<String, Handshake> handshakes = new LinkedHashMap<>();
    private final Map<String, Object> found = new LinkedHashMap<>();
    private final List<Hop> hops = new ArrayList<>();
    private Optional<RunResult> run = Optional.empty();

    /** One exchange. */
    record Hop(Call call, Reply reply) {
        Optional<Answer> answer() {
            return reply instanceof Reply.Answered answered ? Optional.of(answered.answer()) : Optional.empty();
        }

        /** All that was spent on the network. */
        Duration took() {
            Phases phases = reply.phases();
            return phases.within(0).total();
        }
    }

    @Override
    public synchronized void resolved(String host, List<InetAddress> all) {
        addresses.put(host, all);
    }

    @Override
    public synchronized void shook(String address, Handshake handshake) {
        handshakes.put(address, handshake);
    }

    @Override
    public synchronized void replied(Call call, Reply reply) {
        hops.add(new Hop(call, reply));
    }

    @Override
    public synchronized void found(String kind, Map<String, Object> fields) {
        found.putAll(fields);
    }

    /** The run is over. */
    synchronized void over(RunResult result) {
        run = Optional.of(result);
    }

    synchronized RunResult run() {
        return run.orElseThrow();
    }

    /** By the hosts that were looked up. */
    synchronized Map<String, List<InetAddress>> addresses() {
        return new LinkedHashMap<>(addresses);
    }

    /** The last that was made, where one was. */
    synchronized Optional<Handshake> handshake() {
        return handshakes.isEmpty()
                ? Optional.empty()
                : Optional.of(handshakes.lastEntry().getValue());
    }

    /** Of a question that is not HTTP. */
    synchronized Map<String, Object> fields() {
        return new LinkedHashMap<>(found);
    }

    synchronized List<Hop> hops() {
        return List.copyOf(hops);
    }

    /** What was said, as far as it may be shown. */
    List<Evidence.Exchange> exchanges() {
        return run().evidence().exchanges();
    }

    /** The answer that was judged. */
    Optional<Answer> answer() {
        return hops().isEmpty() ? Optional.empty() : hops().getLast().answer();
    }

    Timings timings() {
        return run().steps().stream().findFirst().map(StepResult::timings).orElse(Timings.NONE);
    }

    /** All that was spent on the network: what a customer waited for. */
    Duration took() {
        return timings().total().minus(timings().script());
    }

    /** Why it is what it is, a sentence each. */
    List<String> reasons() {
        return switch (run().outcome()) {
            case Outcome.Passed passed -> List.of();
            case Outcome.Degraded degraded -> ofTheStep();
            case Outcome.Failed(Outcome.Fault fault, String detail) ->
                List.of(detail.replace(
                        ProbeDraft.JSON + ": the body is not JSON", "it says that it is JSON, and is not"));
            case Outcome.Errored(Outcome.Trouble trouble, String detail) -> List.of(detail);
            case Outcome.Skipped(String reason) -> List.of(reason);
        };
    }

    /** Without the name of the only step, which the run puts before them. */
    private List<String> ofTheStep() {
        return run().steps().stream()
                .flatMap(step -> step.outcome() instanceof Outcome.Degraded(List<String> reasons, boolean slow)
                        ? reasons.stream()
                        : Stream.empty())
                .toList();
    }

    /** The name of what went wrong, empty when nothing did. */
    String fault() {
        return switch (run().outcome()) {
            case Outcome.Passed passed -> "";
            case Outcome.Degraded degraded -> "";
            case Outcome.Failed(Outcome.Fault fault, String detail) ->
                fault.name().toLowerCase(Locale.ROOT);
            case Outcome.Errored(Outcome.Trouble trouble, String detail) ->
                trouble.name().toLowerCase(Locale.ROOT);
            case Outcome.Skipped skipped -> "";
        };
    }
}
