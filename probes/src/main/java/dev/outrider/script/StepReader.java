package dev.outrider.script;

import dev.outrider.expr.Scope;
import dev.outrider.journey.Step;
import java.util.List;
import java.util.Optional;

/** Reads the steps of a script in order; each sees what those above it captured. */
final class StepReader {
    private final Setting setting;
    private final Problems problems;
    private Scope known;

    StepReader(Setting setting, Scope known) {
        this.setting = setting;
        this.problems = setting.problems();
        this.known = known;
    }

    /** The names that the steps read so far have made, and all before them. */
    Scope known() {
        return known;
    }

    /** The steps that one came to; none when it got an error, and then its captures count as known all the same. */
    List<Step> read(Node node) {
        int before = problems.errors();
        Fields fields = Fields.of(node, Lang.shape("step"), FileKind.place(node), problems);
        Optional<String> action = action(fields, node);
        List<Step> steps = fields.isSound() && action.filter(fields::has).isPresent() && fits(fields, action.get())
                ? read(fields, action.get())
                : List.of();
        if (problems.errors() == before) {
            return steps;
        }
        known = Misread.step(node, known);
        return List.of();
    }

    private Optional<String> action(Fields fields, Node node) {
        List<String> actions = node instanceof Node.Mapping mapping
                ? mapping.entries().stream()
                        .map(entry -> entry.key().text())
                        .filter(Lang.ACTIONS::contains)
                        .distinct()
                        .toList()
                : List.of();
        if (actions.size() > 1) {
            problems.error(
                    fields.place(actions.get(1)),
                    "a step does one thing; '%s' and '%s' are two".formatted(actions.get(0), actions.get(1)),
                    "move this to its own step");
            return Optional.empty();
        }
        if (actions.isEmpty() && fields.has(StepKeys.REPEATS)) {
            return Optional.of(StepKeys.REPEATS);
        }
        if (actions.isEmpty() && fields.isSound()) {
            problems.error(fields.place(), "this step does nothing", "add one of " + String.join(", ", Lang.ACTIONS));
        }
        return actions.stream().findFirst();
    }

    /** Whether its other keys go with what it does. */
    private boolean fits(Fields fields, String action) {
        int before = problems.errors();
        for (String key : fields.names()) {
            if (!StepKeys.goes(key, action)) {
                problems.error(
                        fields.place(key),
                        "'%s' does not go with '%s'".formatted(key, action),
                        StepKeys.advice(key, action));
            }
        }
        return problems.errors() == before;
    }

    private List<Step> read(Fields fields, String action) {
        return switch (action) {
            case "forEach" -> {
                LoopReader loop = new LoopReader(setting, known);
                List<Step> steps = loop.read(fields);
                known = loop.known();
                yield steps;
            }
            case "uses" -> {
                FragmentReader fragment = new FragmentReader(setting, known);
                List<Step> steps = fragment.read(fields);
                known = fragment.known();
                yield steps;
            }
            case StepKeys.REPEATS -> {
                RepeatReader repeat = new RepeatReader(setting, known);
                List<Step> steps = repeat.read(fields);
                known = repeat.known();
                yield steps;
            }
            case "tls", "dns", "tcp", "icmp", "grpc", "ws", "browser" -> {
                OtherReader other = new OtherReader(setting, known);
                List<Step> steps = other.read(fields, action);
                known = other.known();
                yield steps;
            }
            default -> {
                HttpReader http = new HttpReader(setting, known);
                Optional<Step> step = http.read(fields, action);
                known = http.known();
                yield step.stream().toList();
            }
        };
    }
}
