package dev.outrider.cli;

import dev.outrider.fleet.ResultCodec;
import dev.outrider.result.Outcome;
import dev.outrider.result.RunResult;
import dev.outrider.result.TraceLink;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tells what runs found, each when it is over or all at the end. */
interface RunReport {
    void found(Script script, RunResult result);

    /** A script that cannot run, and why, which the author was told already. */
    default void rejected(Script script, List<Script.Told> why) {}

    /** No more runs will come. */
    void end();

    /** Written as it was asked for. */
    static RunReport of(Reporting reporting, PrintWriter out, boolean debug, Optional<TraceLink> link) {
        return switch (reporting.output()) {
            case TEXT -> new Text(out, reporting.paint(), debug, link, new HashMap<>());
            case JSON -> new JsonLines(out);
            case JUNIT -> new JUnit(out);
        };
    }

    /**
     * The waterfall and what was not as expected.
     *
     * @param good the last run that passed of each journey, whose differences are told of one that fails
     */
    record Text(
            PrintWriter out, Paint paint, boolean debug, Optional<TraceLink> link, Map<RunResult.Key, RunResult> good)
            implements RunReport {
        @Override
        public void found(Script script, RunResult result) {
            RunResult.Key place = place(result);
            out.println(new RunText(result, script, paint, debug, link, Optional.ofNullable(good.get(place))).text());
            if (result.outcome() instanceof Outcome.Passed) {
                good.put(place, result);
            }
        }

        /** Whatever its slot. */
        private static RunResult.Key place(RunResult result) {
            RunResult.Key key = result.key();
            return new RunResult.Key(key.journey(), key.environment(), key.region(), Instant.EPOCH, key.cause());
        }

        @Override
        public void end() {}
    }

    /** A line for each run, as agents send it. */
    record JsonLines(PrintWriter out) implements RunReport {
        @Override
        public void found(Script script, RunResult result) {
            out.println(new String(ResultCodec.encode(result), StandardCharsets.UTF_8));
        }

        @Override
        public void end() {}
    }

    /** One document of all runs. */
    record JUnit(PrintWriter out, List<JUnitXml.Suite> suites) implements RunReport {
        JUnit(PrintWriter out) {
            this(out, new ArrayList<>());
        }

        @Override
        public void found(Script script, RunResult result) {
            suites.add(RunXml.suite(script, result));
        }

        /** A report without a case would read as "nothing failed". */
        @Override
        public void rejected(Script script, List<Script.Told> why) {
            suites.add(LintXml.suite(script.folder() + script.path(), why));
        }

        @Override
        public void end() {
            out.println(JUnitXml.of(suites));
        }
    }
}
