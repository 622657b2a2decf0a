package dev.outrider.agent.assignment;

import dev.outrider.fleet.Bundles.Likeness;
import dev.outrider.journey.Journey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Compiled journeys, one for all environments of its kind. When they are too many, any one goes: slots come round in turn, so
 * that the one which was used longest ago would always be the one that is needed next.
 */
final class Journeys {
    /** Measured: a step and its texts, and an expression, planned. */
    private static final long STEP = 1_500;

    private static final long EXPRESSION = 1_200;

    private final long room;
    private final Map<Likeness, Kept> kept = new HashMap<>();
    private final List<Likeness> order = new ArrayList<>();
    private final RandomGenerator dice = new SplittableRandom(1);
    private long taken;

    /** @param weight bytes of heap, about */
    record Kept(Likeness likeness, Journey journey, long weight) {}

    Journeys(long room) {
        this.room = room;
    }

    synchronized Optional<Kept> get(Likeness likeness) {
        return Optional.ofNullable(kept.get(likeness));
    }

    /** @param texts bytes of what it was made of */
    synchronized Kept put(Likeness likeness, Journey journey, long texts) {
        Kept known = kept.get(likeness);
        if (known != null) {
            return known;
        }
        Kept added = new Kept(likeness, journey, weight(journey, texts));
        taken += added.weight();
        while (taken > room && !order.isEmpty()) {
            drop(dice.nextInt(order.size()));
        }
        kept.put(likeness, added);
        order.add(likeness);
        return added;
    }

    private void drop(int at) {
        Likeness last = order.removeLast();
        Likeness gone = at < order.size() ? order.set(at, last) : last;
        taken -= Objects.requireNonNull(kept.remove(gone)).weight();
    }

    /** Only what is in use. */
    synchronized void forgetAllBut(Set<Likeness> used) {
        for (int i = order.size() - 1; i >= 0; i--) {
            if (!used.contains(order.get(i))) {
                drop(i);
            }
        }
    }

    private static long weight(Journey journey, long texts) {
        long steps = journey.steps().size() + journey.cleanup().size() + 1L;
        return texts + steps * STEP + journey.expressions().count() * EXPRESSION;
    }

    /** Bytes of heap, about. */
    synchronized long taken() {
        return taken;
    }
}
