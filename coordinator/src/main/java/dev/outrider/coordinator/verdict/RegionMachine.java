package dev.outrider.coordinator.verdict;

import java.util.ArrayList;
import java.util.List;

/**
 * The states of one region, folded from its verdicts in the order of their slots.
 *
 * <p>Undetermined at first, after silence and after maintenance. The first good verdict makes it up; so many bad ones
 * in a row make it down, dated back to the first of them; from down, so many good ones in a row make it up, dated back
 * likewise. An undetermined stretch takes the first state that is determined, and is nodata when none is.
 *
 * <p>A result vouches for its own interval. What is no longer than a version's {@code staleAfter} is bridged: between two
 * slots, between an edge (enabled, disabled, maintenance) and the slot next to it, between the last slot and now.
 */
public final class RegionMachine {
    private final Rules rules;
    private final Strip<RegionState> expected;
    private final List<Segment<RegionState>> settled = new ArrayList<>();
    private Memory memory;
    private Segment<RegionState> stretch;

    private RegionMachine(Rules rules, String region, Memory memory) {
        this.rules = rules;
        this.expected = rules.expected(region);
        this.memory = memory;
        this.stretch = expected.at(memory.position())
                .orElseGet(() -> expected.segments().getFirst());
    }

    /** A machine that goes on from what it remembers. */
    public static RegionMachine resume(Rules rules, String region, Memory memory) {
        return new RegionMachine(rules, region, memory);
    }

    /** A machine at the beginning of history. */
    public static RegionMachine start(Rules rules, String region) {
        Segment<RegionState> first = rules.expected(region).segments().getFirst();
        return new RegionMachine(rules, region, Memory.fresh(first.from(), first.state()));
    }

    /** What it knows after the verdicts so far. */
    public Memory memory() {
        return memory;
    }

    /** Takes the next verdict; slots never go back. */
    public void verdict(Verdict verdict) {
        enter(verdict.slot());
        if (stretch.state() != RegionState.NODATA) {
            return;
        }
        if (memory.none()) {
            head(verdict.slot());
        } else if (silent(memory.last(), verdict.slot())) {
            silence(verdict.slot());
        }
        count(verdict);
        judge(verdict);
    }

    /**
     * The states from where the memory began until now, the last one open, and when they change though nothing comes.
     * The machine is not to be used after it.
     */
    public Settled settle(long now) {
        enter(now);
        close(now);
        return new Settled(new Strip<>(settled).opened(), due(now));
    }

    /** States up to now; the first instant at which they are others though no result comes. */
    public record Settled(Strip<RegionState> states, long due) {}

    private void enter(long instant) {
        while (stretch.to() <= instant) {
            close(stretch.to());
            stretch = expected.at(stretch.to()).orElseThrow();
            memory = Memory.fresh(stretch.from(), stretch.state());
        }
    }

    private void head(long slot) {
        if (slot - stretch.from() > rules.bridged(stretch.from(), slot)) {
            emit(slot, RegionState.NODATA);
            memory = Memory.fresh(slot, RegionState.NODATA);
        }
    }

    private void silence(long slot) {
        emit(vouched(memory.last()), memory.known());
        emit(slot, RegionState.NODATA);
        memory = Memory.fresh(slot, RegionState.NODATA);
    }

    private void count(Verdict verdict) {
        boolean goesOn = memory.streak() > 0
                && memory.good() == verdict.good()
                && rules.at(memory.last()).equals(rules.at(verdict.slot()));
        memory = new Memory(
                memory.since(),
                memory.known(),
                verdict.slot(),
                goesOn ? memory.streak() + 1 : 1,
                verdict.good(),
                goesOn ? memory.streakFrom() : verdict.slot());
    }

    private void judge(Verdict verdict) {
        Era era = rules.at(verdict.slot()).orElseThrow();
        RegionState said = verdict.good() ? RegionState.UP : RegionState.DOWN;
        boolean undetermined = memory.known() == RegionState.NODATA;
        int needed = said == RegionState.DOWN ? era.confirmDown() : undetermined ? 1 : era.confirmUp();
        if (memory.known() == said || memory.streak() < needed) {
            return;
        }
        if (undetermined) {
            memory = memory.with(said, memory.since());
        } else {
            emit(memory.streakFrom(), memory.known());
            memory = memory.with(said, memory.streakFrom());
        }
    }

    private void close(long end) {
        if (!memory.none() && silent(memory.last(), end)) {
            emit(vouched(memory.last()), memory.known());
            emit(end, RegionState.NODATA);
        } else {
            emit(end, memory.known());
        }
    }

    /** Whether nobody vouches for the end of the time between a verdict and what comes next. */
    private boolean silent(long last, long next) {
        return next > vouched(last) && next - last > rules.bridged(last, next);
    }

    private long vouched(long slot) {
        return slot + rules.at(slot).orElseThrow().interval();
    }

    private long due(long now) {
        long next = rules.nextEdge(now);
        long edge = next > now ? next : now + 1;
        if (memory.none() || memory.known() == RegionState.NODATA || silent(memory.last(), now)) {
            return edge;
        }
        long bridge = memory.last() + rules.bridged(memory.last(), now);
        return Math.min(edge, Math.max(bridge, vouched(memory.last())) + 1);
    }

    private void emit(long to, RegionState state) {
        long from = settled.isEmpty() ? memory.since() : settled.getLast().to();
        if (from < to) {
            settled.add(new Segment<>(from, to, state));
        }
    }
}
