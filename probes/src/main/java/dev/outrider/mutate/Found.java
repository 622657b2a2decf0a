package dev.outrider.mutate;

import dev.outrider.result.RunResult;
import java.util.List;
import java.util.Optional;

/** What came of lying to a journey. */
public sealed interface Found {
    /** A step does something else than HTTP, whose answers cannot be played again. */
    record NotHttp(String step) implements Found {}

    /** The journey itself did not pass, so there are no good answers to lie about. */
    record NotPassed(RunResult run) implements Found {}

    /** The same answers once more did not pass: what is found about lies would mean nothing. */
    record Unsteady(RunResult replay) implements Found {}

    /**
     * The lies were told.
     *
     * @param lies how many
     * @param noticed how many of them were
     * @param untold how many led where nothing was recorded, so that nothing is known of them
     * @param survivors those that nobody noticed
     * @param unread what no expression looks at, by step
     */
    record Told(int lies, int noticed, int untold, List<Survivor> survivors, List<Unread> unread) implements Found {
        public Told {
            survivors = List.copyOf(survivors);
            unread = List.copyOf(unread);
        }
    }

    /**
     * A lie that passed.
     *
     * @param line of the step in its script
     * @param kind {@code price-zero}
     * @param lie as a sentence says it
     * @param error whether it ended in an error of the journey's own, which tells nobody that the target is wrong
     */
    record Survivor(String step, int line, String kind, String lie, boolean error, Optional<Remedy> remedy) {}

    /**
     * What would catch it; it was tried.
     *
     * @param step to which it belongs
     * @param key {@code expect} or {@code slow}
     */
    record Remedy(String step, String key, String text) {}

    /**
     * Values that may be missing, or of another type, without anybody noticing, because the journey never looks.
     *
     * @param remedies expectations that look at them
     */
    record Unread(String step, int line, List<String> values, List<Remedy> remedies) {
        public Unread {
            values = List.copyOf(values);
            remedies = List.copyOf(remedies);
        }
    }
}
