package dev.outrider.shop;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What is broken: what somebody switched on, and a timetable that begins and ends by the clock alone. Thread safe. */
public final class Faults {
    private final InstantSource clock;
    private List<Fault> switched = List.of();
    private List<Window> timetable = List.of();

    Faults(InstantSource clock, List<Fault> switched) {
        this.clock = clock;
        this.switched = List.copyOf(switched);
    }

    /** A fault from an instant (included) to another (excluded). */
    public record Window(Instant from, Instant to, Fault fault) {
        public Window {
            if (!from.isBefore(to)) {
                throw new IllegalArgumentException("from " + from + " is not before to " + to);
            }
        }

        boolean covers(Instant at) {
            return !at.isBefore(from) && at.isBefore(to);
        }
    }

    /** Switches a fault on, instead of the one at the same step and region. */
    public synchronized void put(Fault fault) {
        List<Fault> next = new ArrayList<>(switched);
        next.removeIf(fault::sameSpot);
        next.add(fault);
        switched = List.copyOf(next);
    }

    public synchronized void replace(List<Fault> faults) {
        switched = List.copyOf(faults);
    }

    /** Switches everything off that was switched on; the timetable goes on. */
    public void clear() {
        replace(List.of());
    }

    /** Switches off what hits this step, in every region. */
    public synchronized void clear(Step step) {
        switched = switched.stream().filter(fault -> fault.step() != step).toList();
    }

    /** Switches off what hits this step in this region only. */
    public synchronized void clear(Step step, String region) {
        switched = switched.stream()
                .filter(fault -> fault.step() != step || !fault.region().equals(Optional.of(region)))
                .toList();
    }

    public synchronized void timetable(List<Window> windows) {
        timetable = List.copyOf(windows);
    }

    public synchronized List<Window> timetable() {
        return timetable;
    }

    public synchronized List<Fault> switched() {
        return switched;
    }

    /** Everything that is broken now. */
    public synchronized List<Fault> active() {
        Instant now = clock.instant();
        return Stream.concat(
                        switched.stream(),
                        timetable.stream().filter(window -> window.covers(now)).map(Window::fault))
                .toList();
    }

    /** What a visit meets at a step: the fault of its region before the one for everybody. */
    Optional<Fault> at(Step step, Visit visit) {
        return active().stream()
                .filter(fault -> fault.hits(step, visit))
                .min(Comparator.comparing(fault -> fault.region().isEmpty()));
    }
}
