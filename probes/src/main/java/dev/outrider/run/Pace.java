package dev.outrider.run;

import java.time.Duration;

/** How time passes in a run, for what is measured and for what waits. */
public interface Pace {
    /** As time passes for everybody. */
    Pace REAL = new Pace() {
        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public void pass(Duration time) throws InterruptedException {
            Thread.sleep(time);
        }
    };

    /** As {@link System#nanoTime()}, for what is measured. */
    long nanoTime();

    /** Lets so much time pass. */
    void pass(Duration time) throws InterruptedException;
}
