package dev.outrider.run;

import dev.outrider.run.http.Line;
import java.time.InstantSource;
import java.util.function.IntConsumer;
import java.util.random.RandomGenerator;

/**
 * What a run meets in place of the world, so that it can be had again: the same answers, the same time, the same chance.
 *
 * @param clock what {@code now} reads
 * @param chance where {@code uuid()} and {@code random} come from; one for each run
 * @param cue is told the index of a step, those of {@code finally} after the others, before each of its visits
 */
public record Stage(Line line, Pace pace, InstantSource clock, RandomGenerator chance, IntConsumer cue) {}
