package dev.outrider.mutate;

import dev.outrider.journey.Journey;
import dev.outrider.result.Outcome;
import dev.outrider.result.RunResult;
import dev.outrider.run.RunRequest;
import dev.outrider.run.Runner;
import dev.outrider.run.Stage;
import dev.outrider.script.Environment;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Random;

/** Where a recorded run is played again, as often as one likes: the same time, the same chance, the same answers but for a lie. */
final class Rehearsal {
    private final Runner runner;
    private final Environment environment;
    private final RunRequest request;
    private final InstantSource clock;
    private final long chance;
    private final Tape tape;

    Rehearsal(Runner runner, Environment environment, RunRequest request, InstantSource clock, long chance, Tape tape) {
        this.runner = runner;
        this.environment = environment;
        this.request = request;
        this.clock = clock;
        this.chance = chance;
        this.tape = tape;
    }

    /** What became of the run. */
    enum Seen {
        NOTICED,
        PASSED,
        /** The journey itself broke, which says nothing about the target. */
        ERROR,
        /** It went where nothing was recorded. */
        STRAYED
    }

    RunResult unchanged(Journey journey) {
        return play(journey, new Replay(tape, Optional.empty()));
    }

    /** Whether a journey passes when nothing is lied about. */
    boolean passes(Journey journey) {
        return unchanged(journey).outcome() instanceof Outcome.Passed;
    }

    Seen told(Journey journey, Lie lie) {
        Replay replay = new Replay(tape, Optional.of(lie));
        RunResult result = play(journey, replay);
        if (replay.strayed()) {
            return Seen.STRAYED;
        }
        return switch (result.outcome()) {
            case Outcome.Failed failed -> Seen.NOTICED;
            case Outcome.Degraded degraded -> Seen.NOTICED;
            case Outcome.Passed passed -> Seen.PASSED;
            case Outcome.Skipped skipped -> Seen.PASSED;
            case Outcome.Errored errored -> Seen.ERROR;
        };
    }

    private RunResult play(Journey journey, Replay replay) {
        return runner.run(journey, environment, request, new Stage(replay, replay, clock, new Random(chance), replay));
    }
}
