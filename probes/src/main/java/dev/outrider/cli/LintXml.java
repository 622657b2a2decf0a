package dev.outrider.cli;

import dev.outrider.source.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with a script as a suite of cases: one a mistake, or one that passed. */
final class LintXml {
    private LintXml() {}

    static JUnitXml.Suite suite(String file, List<Script.Told> told) {
        List<JUnitXml.Case> cases = new ArrayList<>();
        StringBuilder warnings = new StringBuilder();
        for (Script.Told each : told) {
            Problem problem = each.problem();
            if (problem.isError()) {
                int line = problem.place().position().line();
                JUnitXml.Verdict failed = new JUnitXml.Verdict.Failed(problem.message(), each.rendered());
                cases.add(new JUnitXml.Case(
                        "line " + line + ": " + problem.message(), file, line, Duration.ZERO, failed, ""));
            } else {
                warnings.append(each.rendered());
            }
        }
        if (cases.isEmpty()) {
            JUnitXml.Verdict passed = new JUnitXml.Verdict.Passed();
            cases.add(new JUnitXml.Case("compiles", file, 0, Duration.ZERO, passed, warnings.toString()));
        }
        return new JUnitXml.Suite(file, Duration.ZERO, cases);
    }
}
