package dev.outrider.agent.schedule;

import dev.outrider.agent.schedule.Timetable.Due;
import dev.outrider.result.Cause;
import dev.outrider.result.Evidence;
import dev.outrider.result.Outcome;
import dev.outrider.result.RunId;
import dev.outrider.result.RunResult;
import dev.outrider.result.Strain;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Begins runs at their slots, each on its own virtual thread, and hands every result on. */
public final class Scheduler implements AutoCloseable {
    /** A clock that is set must not be slept through. */
    private static final Duration LONGEST_NAP = Duration.ofMillis(500);

    private static final Logger log = LoggerFactory.getLogger(Scheduler.class);

    private final Settings settings;
    private final Runs runs;
    private final Permit permit;
    private final Consumer<RunResult> results;
    private final Timetable timetable = new Timetable();
    private final Map<String, Thread> running = new ConcurrentHashMap<>();
    private final AtomicLong begun = new AtomicLong();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean stopped;

    /**
     * Who runs.
     *
     * @param clock corrected
     * @param correction what is in it, for the results that are made here
     * @param atOnce runs that this process has memory for
     */
    public record Settings(
            String agent,
            InstantSource clock,
            java.util.function.Supplier<Duration> correction,
            RandomGenerator random,
            int atOnce) {}

    /** Says whether a run may begin now. */
    @FunctionalInterface
    public interface Permit {
        /** Why not, or empty: a lease that is over, for example. */
        Optional<String> refusal(Job job, Instant now);
    }

    /**
     * Begins with no jobs; {@link #accept} brings them.
     *
     * @param results called on the thread of the run, and must have the result safe when it returns
     */
    public Scheduler(Settings settings, Runs runs, Permit permit, Consumer<RunResult> results) {
        this.settings = settings;
        this.runs = runs;
        this.permit = permit;
        this.results = results;
        Thread.ofPlatform().name("schedule").daemon().start(this::loop);
    }

    /** Takes a new plan. Runs in flight go on. */
    public void accept(List<Job> jobs) {
        lock.lock();
        try {
            timetable.replace(jobs, settings.clock().instant());
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Runs in flight. */
    public int running() {
        return running.size();
    }

    /** Runs that were begun since the start. */
    public long begun() {
        return begun.get();
    }

    /** Slots that passed while this process was paused or starved. */
    public long missed() {
        lock.lock();
        try {
            return timetable.missed();
        } finally {
            lock.unlock();
        }
    }

    private void loop() {
        lock.lock();
        try {
            while (!stopped) {
                Instant now = settings.clock().instant();
                timetable.due(now).forEach(this::begin);
                changed.await(nap(now).toNanos(), TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    private Duration nap(Instant now) {
        Duration untilNext =
                timetable.next().map(slot -> Duration.between(now, slot)).orElse(LONGEST_NAP);
        return untilNext.compareTo(LONGEST_NAP) < 0 ? untilNext : LONGEST_NAP;
    }

    private void begin(Due due) {
        Thread run = Thread.ofVirtual().name("run " + due.job().key()).unstarted(() -> run(due));
        Thread other = running.putIfAbsent(due.job().key(), run);
        if (other != null) {
            Thread.ofVirtual().start(() -> hand(skipped(due, "the run before it was still under way")));
        } else if (running.size() > settings.atOnce()) {
            running.remove(due.job().key(), run);
            Thread.ofVirtual().start(() -> hand(unrun(due, tooMany())));
        } else {
            begun.incrementAndGet();
            run.start();
        }
    }

    private void run(Due due) {
        try {
            Optional<String> refusal =
                    permit.refusal(due.job(), settings.clock().instant());
            hand(
                    refusal.isPresent()
                            ? skipped(due, refusal.get())
                            : runs.run(due.job(), due.slot(), RunId.of(due.slot(), settings.random())));
        } catch (RuntimeException bug) {
            log.error("the run of {} for {} ended without a result", due.job().key(), due.slot(), bug);
        } finally {
            running.remove(due.job().key(), Thread.currentThread());
        }
    }

    private void hand(RunResult result) {
        try {
            results.accept(result);
        } catch (RuntimeException failed) {
            log.error("the result of {} could not be kept", result.runId(), failed);
        }
    }

    private Outcome tooMany() {
        return new Outcome.Errored(
                Outcome.Trouble.LIMIT,
                ("this agent has %,d runs under way, as many as its memory has room for: give it more (-Xmx), "
                                + "or its region another agent")
                        .formatted(settings.atOnce()));
    }

    private RunResult skipped(Due due, String reason) {
        return unrun(due, new Outcome.Skipped(reason));
    }

    /** The result of a run that was not made. */
    private RunResult unrun(Due due, Outcome outcome) {
        Job job = due.job();
        return new RunResult(
                new RunResult.Key(
                        job.assignment().journey(),
                        job.assignment().environment(),
                        job.region(),
                        due.slot(),
                        Cause.SCHEDULE),
                RunId.of(due.slot(), settings.random()),
                job.assignment().digest(),
                settings.agent(),
                job.epoch(),
                1,
                settings.clock().instant(),
                Duration.ZERO,
                settings.correction().get(),
                Strain.NONE,
                outcome,
                false,
                "",
                List.of(),
                Evidence.NONE);
    }

    /**
     * Begins nothing more, and waits for what is under way; what takes longer than {@code limit} is interrupted and gets the
     * same time again to clean up.
     */
    public void drain(Duration limit) {
        lock.lock();
        try {
            stopped = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        List<Thread> inFlight = List.copyOf(running.values());
        join(inFlight, limit);
        inFlight.forEach(Thread::interrupt);
        join(inFlight, limit);
    }

    private static void join(List<Thread> threads, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        try {
            for (Thread thread : threads) {
                thread.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        drain(Duration.ZERO);
    }
}
