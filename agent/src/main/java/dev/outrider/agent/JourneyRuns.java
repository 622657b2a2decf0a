package dev.outrider.agent;

import dev.outrider.agent.assignment.Assignments;
import dev.outrider.agent.assignment.Script;
import dev.outrider.agent.good.GoodRuns;
import dev.outrider.agent.schedule.Job;
import dev.outrider.agent.schedule.Runs;
import dev.outrider.agent.vantage.CorrectedClock;
import dev.outrider.result.Cause;
import dev.outrider.result.Evidence;
import dev.outrider.result.Outcome;
import dev.outrider.result.RunResult;
import dev.outrider.result.Strain;
import dev.outrider.run.RunRequest;
import dev.outrider.run.Runner;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Runs the script of a job; one that does not compile here is an error of ours, never silence. */
final class JourneyRuns implements Runs {
    private final String agent;
    private final Assignments assignments;
    private final Runner runner;
    private final GoodRuns goods;
    private final CorrectedClock clock;

    JourneyRuns(String agent, Assignments assignments, Runner runner, GoodRuns goods, CorrectedClock clock) {
        this.agent = agent;
        this.assignments = assignments;
        this.runner = runner;
        this.goods = goods;
        this.clock = clock;
    }

    @Override
    public RunResult run(Job job, Instant slot, String runId) {
        RunResult.Key key = new RunResult.Key(
                job.assignment().journey(), job.assignment().environment(), job.region(), slot, Cause.SCHEDULE);
        return switch (assignments.script(job.assignment())) {
            case Script.Ready ready ->
                goods.settled(runner.run(
                        ready.journey(),
                        ready.environment().forRegion(job.region()),
                        new RunRequest(
                                key,
                                runId,
                                job.assignment().digest(),
                                agent,
                                job.epoch(),
                                1,
                                clock.correction(),
                                goods.keep(key, job.assignment().digest()))));
            case Script.Unfit unfit -> errored(job, key, runId, unfit.reason());
        };
    }

    private RunResult errored(Job job, RunResult.Key key, String runId, String reason) {
        return new RunResult(
                key,
                runId,
                job.assignment().digest(),
                agent,
                job.epoch(),
                1,
                clock.instant(),
                Duration.ZERO,
                clock.correction(),
                Strain.NONE,
                new Outcome.Errored(Outcome.Trouble.SCRIPT, reason),
                false,
                "",
                List.of(),
                Evidence.NONE);
    }
}
