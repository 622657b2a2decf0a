package dev.outrider.script;

import dev.outrider.expr.Expression;
import dev.outrider.expr.Gathered;
import dev.outrider.expr.Scope;
import dev.outrider.expr.Template;
import dev.outrider.expr.Type;
import dev.outrider.expr.View;
import dev.outrider.journey.Step;
import dev.outrider.source.Place;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads {@code uses: fragments/login.yaml}: the fragment's steps in the place of the step. They see their inputs and the
 * environment, and make names of their own; the caller sees their outputs.
 */
final class FragmentReader {
    static final int DEPTH = 3;

    private final Setting setting;
    private final Problems problems;
    private Scope known;

    FragmentReader(Setting setting, Scope known) {
        this.setting = setting;
        this.problems = setting.problems();
        this.known = known;
    }

    Scope known() {
        return known;
    }

    List<Step> read(Fields use) {
        Optional<String> path = setting.library().find(use.scalar("uses").orElseThrow(), problems);
        Optional<Expression> condition = use.scalar("if")
                .flatMap(scalar ->
                        setting.phrases().condition(scalar, setting.ledger().early(known)));
        return path
                .filter(found -> isAllowed(found, use))
                .flatMap(found -> Yaml.read(found, setting.library().text(found), problems))
                .map(root -> read(use, path.orElseThrow(), root))
                .map(steps -> kept(use, steps))
                .orElse(List.of())
                .stream()
                .map(step -> condition.map(step::when).orElse(step))
                .toList();
    }

    /** A fragment alone, without a caller. */
    static void check(Node root, Wanted environments, Library library, Problems problems) {
        Fields fragment = Fields.of(root, Lang.shape("fragment"), FileKind.place(root), problems);
        Ledger ledger = new Ledger();
        fragment.items("steps").forEach(ledger::announce);
        Inputs inputs = Inputs.declared(fragment, problems);
        inputs.secrets().forEach(secret -> ledger.taint("inputs." + secret));
        Phrases phrases = new Phrases(environments, List.of(), ledger, problems);
        // A path is relative to the base of whoever uses it.
        Setting.Common common = new Setting.Common(Map.of(), true);
        Setting setting =
                new Setting(phrases, ledger, problems, library, new Tables(Map.of()), common, "", "", "", List.of());
        StepReader reader = new StepReader(setting, inputs.scope(phrases.environments()));
        fragment.items("steps").forEach(reader::read);
        fragment.members("outputs").forEach(output -> phrases.value((Node.Scalar) output.value(), reader.known()));
    }

    private boolean isAllowed(String path, Fields use) {
        Place place = use.valuePlace("uses");
        if (setting.open().contains(path)) {
            problems.error(
                    place, "a fragment cannot use itself: " + String.join(" -> ", setting.open()) + " -> " + path);
        } else if (setting.open().size() >= DEPTH) {
            problems.error(place, "fragments are used at most " + DEPTH + " deep");
        } else {
            return true;
        }
        return false;
    }

    private List<Step> read(Fields use, String path, Node root) {
        Fields fragment = Fields.of(root, Lang.shape("fragment"), FileKind.place(root), problems);
        if (!fragment.isSound()) {
            return List.of();
        }
        Inputs inputs = Inputs.declared(fragment, problems);
        Map<String, Template> given = inputs.given(use, setting, known, problems);
        String prefix = setting.prefix() + fragment.text("fragment").orElseThrow() + "@"
                + use.place().position() + ".";
        Ledger ledger = new Ledger();
        fragment.items("steps").forEach(ledger::announce);
        inputs.secrets().forEach(secret -> ledger.taint("inputs." + secret));
        Gathered object = new Gathered("inputs", use.place("uses"), inputs.type(), given);
        View view = new View(Map.of(), ledger.names(prefix), Map.of("inputs", object));
        List<String> open = new ArrayList<>(setting.open());
        open.add(path);
        Setting inside = new Setting(
                setting.phrases().within(view, ledger),
                ledger,
                problems,
                setting.library(),
                new Tables(Map.of()),
                setting.common(),
                prefix,
                setting.title() + use.text("name").map(name -> name + " / ").orElse(""),
                setting.row(),
                open);
        StepReader reader =
                new StepReader(inside, inputs.scope(setting.phrases().environments()));
        List<Step> steps = new ArrayList<>();
        fragment.items("steps").forEach(item -> steps.addAll(reader.read(item)));
        return withOutputs(use, fragment, inside, reader.known(), steps);
    }

    /** The last step also captures for the caller. */
    private List<Step> withOutputs(Fields use, Fields fragment, Setting inside, Scope made, List<Step> steps) {
        Map<String, Template> outputs = new LinkedHashMap<>();
        Map<String, Type> types = new LinkedHashMap<>();
        for (Node.Entry entry : fragment.members("outputs")) {
            inside.phrases().value((Node.Scalar) entry.value(), made).ifPresent(value -> {
                outputs.put(entry.key().text(), new Template(List.of(new Template.Hole(value))));
                types.put(entry.key().text(), value.type());
            });
        }
        Type type = Type.struct("outputs", types);
        Gathered object = new Gathered("outputs", use.place("uses"), type, outputs);
        List<Step.Capture> captures = captures(use, type, object);
        if (captures.isEmpty() || steps.isEmpty()) {
            return steps;
        }
        Step last = steps.getLast();
        if (last.condition().isPresent()) {
            problems.error(last.place(), "the last step of a fragment with outputs cannot have an 'if'");
        }
        List<Step> all = new ArrayList<>(steps.subList(0, steps.size() - 1));
        all.add(last.capturing(captures));
        return all;
    }

    /** Marks the steps of a session that is kept. */
    private List<Step> kept(Fields use, List<Step> steps) {
        Optional<Duration> keep = use.duration("keep");
        if (keep.isEmpty()) {
            return steps;
        }
        if (use.has("if")) {
            notKept(use, "whether a session is there cannot depend on a condition");
        }
        Set<String> names = use.members("capture").stream()
                .map(capture -> setting.runtime(capture.key().text()))
                .collect(Collectors.toSet());
        Step.Session session =
                new Step.Session(setting.prefix() + use.place("uses").position() + setting.row(), keep.get(), names);
        List<Step> marked = new ArrayList<>();
        for (Step step : steps) {
            switch (step) {
                case Step.Http http when http.session().isEmpty() -> marked.add(http.beginning(session));
                case Step.Http again -> notKept(use, "the fragment keeps a session of its own");
                case Step.Repeat repeat -> notKept(use, "a session that is kept is begun by requests only");
                case Step.Other other -> notKept(use, "a session that is kept is begun by requests only");
            }
        }
        return marked;
    }

    private void notKept(Fields use, String reason) {
        problems.error(use.place("keep"), reason, "remove 'keep'");
    }

    private List<Step.Capture> captures(Fields use, Type type, Gathered outputs) {
        List<Step.Capture> captures = new ArrayList<>();
        View caller = setting.phrases().view();
        Phrases phrases = setting.phrases()
                .within(new View(caller.fixed(), caller.renamed(), with(caller, outputs)), setting.ledger());
        for (Node.Entry entry : use.members("capture")) {
            Optional<Expression> value = phrases.value((Node.Scalar) entry.value(), known.with("outputs", type));
            String name = entry.key().text();
            value.ifPresent(found -> captures.add(
                    new Step.Capture(setting.runtime(name), found, entry.key().place())));
            if (MadeName.isFree(entry.key(), problems)) {
                boolean certain = !use.has("if")
                        || known.type(name)
                                .filter(before -> !before.isOptional())
                                .isPresent();
                Type taken = value.map(Expression::type).orElse(Type.DYN);
                known = known.with(name, certain ? taken : taken.optional());
            }
        }
        return captures;
    }

    private static Map<String, Expression> with(View caller, Gathered outputs) {
        Map<String, Expression> computed = new LinkedHashMap<>(caller.computed());
        computed.put("outputs", outputs);
        return computed;
    }
}
