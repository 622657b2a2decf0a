package dev.outrider.mutate;

import dev.outrider.run.http.Call;
import java.util.List;

/** All exchanges of a run, in their order. */
record Tape(List<Take> takes) {
    Tape {
        takes = List.copyOf(takes);
    }

    /** Those of one step: the attempts of a poll, and where each was redirected. */
    List<Take> of(int step) {
        return takes.stream().filter(take -> take.step() == step).toList();
    }

    /** Where the last attempt of a step begins among its exchanges. */
    int lastVisit(int step) {
        List<Take> own = of(step);
        int first = own.size() - 1;
        while (first > 0 && own.get(first - 1).leadsOn()) {
            first--;
        }
        return first;
    }

    /** Where an attempt of a step is found again: the last that asked the same, else the last. */
    int visitLike(Call call, int step) {
        List<Take> own = of(step);
        for (int i = own.size() - 1; i >= 0; i--) {
            Call asked = own.get(i).call();
            boolean first = i == 0 || !own.get(i - 1).leadsOn();
            if (first
                    && asked.method().equals(call.method())
                    && asked.url().path().equals(call.url().path())) {
                return i;
            }
        }
        return lastVisit(step);
    }
}
