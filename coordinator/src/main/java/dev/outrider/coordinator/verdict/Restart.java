package dev.outrider.coordinator.verdict;

import java.util.List;
import java.util.Optional;

/**
 * Where a fold may begin without knowing all that came before: after as many equal verdicts as decide the state whatever
 * it was, after a silence, or at the edge of a stretch.
 *
 * @param memory what is known there
 * @param from the first slot that the memory does not contain
 */
public record Restart(Memory memory, long from) {
    /**
     * The last restart before an instant.
     *
     * @param verdicts all of the region from {@code loaded} on, in the order of their slots
     */
    public static Optional<Restart> before(
            Rules rules, String region, List<Verdict> verdicts, long loaded, long instant) {
        Strip<RegionState> expected = rules.expected(region);
        Segment<RegionState> stretch =
                expected.at(instant - 1).orElseGet(() -> expected.segments().getFirst());
        if (stretch.state() != RegionState.NODATA) {
            return Optional.of(
                    new Restart(Memory.fresh(stretch.from(), stretch.state()), Math.max(loaded, stretch.from())));
        }
        Search search = new Search(rules, stretch, verdicts);
        for (int i = verdicts.size() - 1; i >= 0 && verdicts.get(i).slot() >= stretch.from(); i--) {
            if (verdicts.get(i).slot() < instant) {
                Optional<Restart> found = search.at(i);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return loaded <= stretch.from()
                ? Optional.of(new Restart(Memory.fresh(stretch.from(), stretch.state()), stretch.from()))
                : Optional.empty();
    }

    /** A restart at the end of what is loaded, where nothing better is: believing what was settled there. */
    public static Restart believing(long loaded, RegionState settled) {
        boolean voted = settled.votes();
        return new Restart(new Memory(loaded, settled, voted ? loaded : Memory.NONE, 0, false, Memory.NONE), loaded);
    }

    private record Search(Rules rules, Segment<RegionState> stretch, List<Verdict> verdicts) {
        Optional<Restart> at(int index) {
            Verdict verdict = verdicts.get(index);
            if (index > 0 && inStretch(index - 1) && silentBefore(index)) {
                return Optional.of(new Restart(Memory.fresh(verdict.slot(), RegionState.NODATA), verdict.slot()));
            }
            boolean lastOfSlot =
                    index + 1 == verdicts.size() || verdicts.get(index + 1).slot() > verdict.slot();
            return lastOfSlot && decides(index) ? Optional.of(decided(index)) : Optional.empty();
        }

        private Restart decided(int index) {
            Verdict verdict = verdicts.get(index);
            RegionState state = verdict.good() ? RegionState.UP : RegionState.DOWN;
            Verdict first = verdicts.get(index - needed(verdict) + 1);
            Memory memory =
                    new Memory(verdict.slot(), state, verdict.slot(), needed(verdict), verdict.good(), first.slot());
            return new Restart(memory, verdict.slot() + 1);
        }

        /** Whether the verdicts that end here make their state, whatever it was before them. */
        private boolean decides(int index) {
            Verdict verdict = verdicts.get(index);
            int first = index - needed(verdict) + 1;
            if (first < 0 || !inStretch(first)) {
                return false;
            }
            for (int i = first; i <= index; i++) {
                Verdict other = verdicts.get(i);
                boolean same =
                        other.good() == verdict.good() && rules.at(other.slot()).equals(rules.at(verdict.slot()));
                if (!same || (i > first && silentBefore(i))) {
                    return false;
                }
            }
            return true;
        }

        private int needed(Verdict verdict) {
            Era era = rules.at(verdict.slot()).orElseThrow();
            return verdict.good() ? era.confirmUp() : era.confirmDown();
        }

        private boolean silentBefore(int index) {
            long last = verdicts.get(index - 1).slot();
            long next = verdicts.get(index).slot();
            long vouched = last + rules.at(last).orElseThrow().interval();
            return next > vouched && next - last > rules.bridged(last, next);
        }

        private boolean inStretch(int index) {
            return verdicts.get(index).slot() >= stretch.from();
        }
    }
}
