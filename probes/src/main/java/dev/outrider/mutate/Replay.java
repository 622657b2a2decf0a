package dev.outrider.mutate;

import dev.outrider.mutate.Lie.Answers;
import dev.outrider.mutate.Lie.Delays;
import dev.outrider.result.Outcome.Fault;
import dev.outrider.run.Pace;
import dev.outrider.run.http.Answer;
import dev.outrider.run.http.Call;
import dev.outrider.run.http.Deadline;
import dev.outrider.run.http.Line;
import dev.outrider.run.http.Phases;
import dev.outrider.run.http.Reply;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * The stand-in: answers each step as it was answered, but for one lie. Whatever is asked for, a step gets its own answer,
 * so that only an expectation can notice. Time passes as it was recorded, without waiting.
 */
final class Replay implements Line, Pace, IntConsumer {
    private final Tape tape;
    private final Optional<Lie> lie;
    private final Map<Integer, Integer> next = new HashMap<>();
    private long now = System.nanoTime();
    private int step;
    private boolean begins;
    private boolean strayed;

    Replay(Tape tape, Optional<Lie> lie) {
        this.tape = tape;
        this.lie = lie;
    }

    /** Whether something was asked for that was never recorded. */
    boolean strayed() {
        return strayed;
    }

    @Override
    public void accept(int index) {
        step = index;
        begins = true;
    }

    @Override
    public Reply exchange(Call call, Deadline deadline) {
        List<Take> own = tape.of(step);
        int at = at(call, own);
        begins = false;
        if (at >= own.size()) {
            strayed = true;
            return new Reply.Broken(Fault.PROTOCOL, "nothing was recorded here", Phases.NONE);
        }
        Take take = own.get(at);
        Optional<Lie.Change> change =
                lie.filter(told -> told.step() == step && told.take() == at).map(Lie::change);
        // A lie takes the place of what came after it too: a redirect that is not there leads nowhere.
        next.put(step, change.isPresent() ? own.size() : at + 1);
        return change.map(told -> lied(told, take, deadline))
                .orElseGet(() -> said(take.answer(), take.nanos(), deadline));
    }

    /** After the last that was recorded comes the last again, as a poll would find it. */
    private int at(Call call, List<Take> own) {
        int at = next.getOrDefault(step, 0);
        return begins && at >= own.size() && !own.isEmpty() ? tape.visitLike(call, step) : at;
    }

    private Reply lied(Lie.Change change, Take take, Deadline deadline) {
        return switch (change) {
            case Answers(Answer answer) -> said(answer, take.nanos(), deadline);
            case Delays(Duration took) -> said(take.answer(), took.toNanos(), deadline);
        };
    }

    private Reply said(Answer answer, long nanos, Deadline deadline) {
        if (nanos > deadline.left()) {
            now += deadline.left();
            return new Reply.Broken(Fault.TIMEOUT, "no answer within " + deadline.limit(), Phases.NONE);
        }
        now += nanos;
        return new Reply.Answered(answer, Phases.NONE);
    }

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    public void pass(Duration time) {
        now += time.toNanos();
    }

    @Override
    public void close() {}
}
