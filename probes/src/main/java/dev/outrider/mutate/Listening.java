package dev.outrider.mutate;

import dev.outrider.run.http.Answer;
import dev.outrider.run.http.Call;
import dev.outrider.run.http.Deadline;
import dev.outrider.run.http.Line;
import dev.outrider.run.http.Phases;
import dev.outrider.run.http.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/** A line to the real target that records what is said on it. Nothing of it leaves this process. */
final class Listening implements Line, IntConsumer {
    private final Line line;
    private final List<Take> takes = new ArrayList<>();
    private int step;

    Listening(Line line) {
        this.line = line;
    }

    @Override
    public void accept(int index) {
        step = index;
    }

    @Override
    public Reply exchange(Call call, Deadline deadline) throws InterruptedException {
        long began = System.nanoTime();
        Reply reply = line.exchange(call, deadline);
        if (reply instanceof Reply.Answered(Answer answer, Phases phases)) {
            takes.add(new Take(step, call, answer, System.nanoTime() - began));
        }
        return reply;
    }

    Tape tape() {
        return new Tape(takes);
    }

    @Override
    public void close() {
        line.close();
    }
}
