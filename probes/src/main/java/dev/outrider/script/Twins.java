package dev.outrider.script;

import dev.outrider.source.Problem;
import java.util.HashMap;
import java.util.Map;

/** Tells of two steps of one name: results and alerts name a step, and nobody could tell which. */
final class Twins {
    private final Problems problems;
    private final Map<String, Node.Scalar> seen = new HashMap<>();

    private Twins(Problems problems) {
        this.problems = problems;
    }

    static void check(Fields journey, Problems problems) {
        Twins twins = new Twins(problems);
        journey.items("steps").forEach(twins::step);
        journey.items("finally").forEach(twins::step);
    }

    private void step(Node node) {
        if (!(node instanceof Node.Mapping step)) {
            return;
        }
        if (step.get("name").orElse(null) instanceof Node.Scalar name) {
            Node.Scalar twin = seen.putIfAbsent(name.text().strip(), name);
            if (twin != null) {
                problems.accept(Problem.warning(
                                name.place(),
                                "two steps are called '" + name.text().strip() + "'",
                                "already on line " + twin.place().position().line())
                        .hint("results and alerts name the step: give each its own"));
            }
        }
        if (step.get("steps").orElse(null) instanceof Node.Sequence inside) {
            inside.items().forEach(this::step);
        }
    }
}
