package dev.outrider.coordinator.timeline;

import dev.outrider.coordinator.catalog.Version;
import dev.outrider.coordinator.catalog.Watch;
import dev.outrider.coordinator.ingest.Report;
import dev.outrider.coordinator.store.StoreException;
import dev.outrider.coordinator.verdict.Figures;
import dev.outrider.coordinator.verdict.GlobalState;
import dev.outrider.coordinator.verdict.RegionState;
import dev.outrider.coordinator.verdict.Rules;
import dev.outrider.coordinator.verdict.Strip;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What every watch is and was.
 *
 * <p>It is told of rules and of committed reports, from any thread, and never lets the teller wait: both only enter a
 * queue. One virtual thread settles what is queued, at once, and what time alone changes, each second, in one transaction
 * a settlement; afterwards it tells the listener what became otherwise. {@link #now} reads memory, the rest the store.
 *
 * <pre>{@code
 * var timeline = new Timeline(new TimelineStore(database), reports, clock, transition -> …);
 * timeline.start(catalog.versions());           // catches up with all that is stored
 * ingest: arrivals -> timeline.accept(reports)  // after each commit, new ones only
 * catalog: timeline.rule(watch, versions)       // after each change: all versions the watch ever had
 * }</pre>
 */
public final class Timeline implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Timeline.class);

    private final TimelineStore store;
    private final InstantSource clock;
    private final Consumer<Transition> listener;
    private final Queue<Event> queue = new ConcurrentLinkedQueue<>();
    private final Semaphore woken = new Semaphore(0);
    /** Held by whoever settles. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Settler settler;
    private final Thread thread = Thread.ofVirtual().name("timeline").unstarted(this::run);
    private volatile boolean closed;
    /** What was last logged; only the thread's. */
    private String trouble = "";

    /** @param listener told after the commit, in order, on the timeline's own thread; it must not block */
    public Timeline(TimelineStore store, Reports reports, InstantSource clock, Consumer<Transition> listener) {
        this.store = store;
        this.clock = clock;
        this.listener = listener;
        this.settler = new Settler(store, reports, Reach.USUAL);
    }

    private sealed interface Event {
        record Ruled(Watch watch, Rules rules) implements Event {}

        record Reported(List<Report> reports) implements Event {}
    }

    /**
     * Catches up with what is stored, and goes on by itself.
     *
     * @param versions of every watch, all that it ever had
     * @throws StoreException when the store fails
     */
    public void start(Map<Watch, List<Version>> versions) {
        lock.lock();
        try {
            Map<Watch, Rules> rules = new HashMap<>();
            versions.forEach((watch, known) -> rules.put(watch, rules(known)));
            settler.start(rules, clock.instant());
        } finally {
            lock.unlock();
        }
        settle();
        thread.start();
    }

    /** The versions of a watch have changed; these are all that it ever had. */
    public void rule(Watch watch, List<Version> versions) {
        tell(new Event.Ruled(watch, rules(versions)));
    }

    private static Rules rules(List<Version> versions) {
        return new Rules(versions, List.of());
    }

    /** These reports have been committed. */
    public void accept(List<Report> committed) {
        tell(new Event.Reported(List.copyOf(committed)));
    }

    private void tell(Event event) {
        queue.add(event);
        woken.release();
    }

    /** What a watch is, by all that is known; none before its first version. */
    public Optional<WatchState> now(Watch watch) {
        return settler.state(watch);
    }

    /** The world in [from, to), as far as it is known; off before the first version. */
    public Strip<GlobalState> world(Watch watch, Instant from, Instant to) {
        return window(watch, TimelineStore.WORLD, from, to).map(GlobalState::of);
    }

    /** A region in [from, to), as far as it is known; off before it was ever expected. */
    public Strip<RegionState> region(Watch watch, String region, Instant from, Instant to) {
        return window(watch, region, from, to).map(RegionState::of);
    }

    /** How long the world was in each state in [from, to), as far as it is known. */
    public Figures figures(Watch watch, Instant from, Instant to) {
        return Figures.of(world(watch, from, to));
    }

    private Strip<String> window(Watch watch, String region, Instant from, Instant to) {
        long begin = from.toEpochMilli();
        long end = Math.min(to.toEpochMilli(), clock.millis());
        if (begin >= end) {
            return Strip.empty();
        }
        return store.strip(watch, region, begin, end).window(begin, end, GlobalState.OFF.word());
    }

    /**
     * Settles, on the caller's thread, all that was told before, and all that is due.
     *
     * @throws StoreException when the store fails; the same is tried again with the next settlement
     */
    void settle() {
        lock.lock();
        try {
            take();
            settler.settle(clock.instant()).forEach(listener);
        } finally {
            lock.unlock();
        }
    }

    private void take() {
        for (Event event = queue.peek(); event != null; event = queue.peek()) {
            switch (event) {
                case Event.Ruled(Watch watch, Rules rules) -> settler.rule(watch, rules);
                case Event.Reported(List<Report> reports) -> reports.forEach(settler::report);
            }
            queue.remove();
        }
    }

    private void run() {
        try {
            while (!closed) {
                var _ = woken.tryAcquire(1, TimeUnit.SECONDS);
                var _ = woken.drainPermits();
                attempt();
            }
        } catch (InterruptedException nobodyDoesThat) {
            Thread.currentThread().interrupt();
        }
    }

    /** One bad second must not end history: what failed stays queued or unsettled, and is said once. */
    private void attempt() {
        try {
            settle();
            trouble = "";
        } catch (StoreException failed) {
            if (!trouble.equals(failed.getMessage())) {
                log.warn("states lag behind results, and are tried again each second: {}", failed.getMessage());
            }
            trouble = String.valueOf(failed.getMessage());
        } catch (RuntimeException failed) {
            log.error("could not settle the timeline; it is tried again each second", failed);
        }
    }

    /** Settles once more what was told, and ends. What fails then is caught up with at the next start. */
    @Override
    public void close() {
        closed = true;
        woken.release();
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
