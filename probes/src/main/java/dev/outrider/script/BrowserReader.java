package dev.outrider.script;

import dev.outrider.expr.Expression;
import dev.outrider.expr.Scope;
import dev.outrider.expr.Template;
import dev.outrider.expr.Type;
import dev.outrider.journey.Action;
import dev.outrider.journey.Part;
import dev.outrider.journey.Step;
import dev.outrider.script.Phrases.Use;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads what a customer does in a browser; values that are captured between two acts are there for the next. */
final class BrowserReader {
    private static final Set<String> WITH_ACTS = Set.of("in", "maybe", "popup");

    private final Setting setting;
    private final Phrases phrases;
    private final Problems problems;
    private Scope asked;
    private Scope answer;
    private Scope known;

    /**
     * @param asked what an act can read
     * @param answer what a capture can read
     * @param known what later steps can read
     */
    BrowserReader(Setting setting, Scope asked, Scope answer, Scope known) {
        this.setting = setting;
        this.phrases = setting.phrases();
        this.problems = setting.problems();
        this.asked = asked;
        this.answer = answer;
        this.known = known;
    }

    Scope known() {
        return known;
    }

    List<Action.Act> acts(List<Node> items) {
        List<Action.Act> acts = new ArrayList<>();
        for (Node item : items) {
            Fields fields = Fields.of(item, Lang.shape("act"), FileKind.place(item), problems);
            if (fields.isSound()) {
                act(fields).ifPresent(acts::add);
            }
        }
        return acts;
    }

    private Optional<Action.Act> act(Fields fields) {
        List<String> verbs =
                fields.names().stream().filter(name -> !name.equals("do")).toList();
        if (verbs.size() != 1) {
            problems.error(
                    fields.place(verbs.size() > 1 ? verbs.get(1) : "do"),
                    verbs.isEmpty()
                            ? "'do' stands beside 'in', 'maybe' or 'popup'"
                            : "an act does one thing; '%s' and '%s' are two".formatted(verbs.get(0), verbs.get(1)),
                    verbs.isEmpty() ? "" : "make it two items of the list");
            return Optional.empty();
        }
        String verb = verbs.getFirst();
        if (fields.has("do") && !WITH_ACTS.contains(verb)) {
            problems.error(fields.place("do"), "'do' does not go with '" + verb + "'", "it goes with in, maybe, popup");
        }
        if (!fields.has("do") && verb.equals("in")) {
            problems.error(fields.place("in"), "nothing is done in this frame", "add 'do:' with a list of acts");
        }
        Map<String, Template> texts = texts(fields, verb);
        List<Step.Capture> captures = captures(fields);
        return Optional.of(
                new Action.Act(verb, fields.place(verb), texts, files(fields), acts(fields.items("do")), captures));
    }

    private Map<String, Template> texts(Fields fields, String verb) {
        Map<String, Template> texts = new LinkedHashMap<>();
        Use use = verb.equals("goto") ? Use.URL : Use.TEXT;
        switch (fields.node(verb).orElse(null)) {
            case Node.Scalar scalar -> {
                target(verb, scalar);
                phrases.template(scalar, asked, use).ifPresent(text -> texts.put(verb, text));
            }
            case Node.Mapping mapping
            when verb.equals("wait") -> {
                Fields what = fields.object("wait", problems).orElseThrow();
                what.names()
                        .forEach(name -> phrases.template(what.scalar(name).orElseThrow(), asked, Use.TEXT)
                                .ifPresent(text -> texts.put(name, text)));
            }
            case Node.Mapping mapping
            when !verb.equals("capture") && !verb.equals("upload") ->
                mapping.entries().forEach(entry -> {
                    target("target", entry.key());
                    phrases.template((Node.Scalar) entry.value(), asked, Use.TEXT)
                            .ifPresent(text -> texts.put(entry.key().text(), text));
                });
            case Node.Sequence hosts ->
                fields.scalars(verb).forEach(host -> texts.put(host.text(), Template.of(host.text())));
            case Node.Mapping elsewhere -> {}
            case null -> {}
        }
        return Collections.unmodifiableMap(texts);
    }

    private Map<String, Part.Attachment> files(Fields fields) {
        fields.members("upload").forEach(entry -> target("target", entry.key()));
        return new PartReader(phrases, setting.library(), problems).files(fields, "upload", asked);
    }

    /** A page is asked as its customers see it. */
    private void target(String verb, Node.Scalar scalar) {
        String text = scalar.text().strip();
        if (!verb.equals("goto") && (text.startsWith("xpath=") || text.startsWith("//"))) {
            problems.error(
                    scalar.place(),
                    "XPath is not understood here",
                    "",
                    "name what a customer sees: role=button[name=\"Pay\"], text=…, label=…, testid=… or a CSS selector");
        }
    }

    private List<Step.Capture> captures(Fields fields) {
        List<Step.Capture> captures = new ArrayList<>();
        for (Node.Entry entry : fields.members("capture")) {
            Optional<Expression> value = phrases.value((Node.Scalar) entry.value(), answer);
            String name = entry.key().text();
            value.ifPresent(expression -> captures.add(new Step.Capture(
                    setting.runtime(name), expression, entry.key().place())));
            if (MadeName.isFree(entry.key(), problems)) {
                Type type = value.map(Expression::type).orElse(Type.DYN);
                asked = asked.with(name, type);
                answer = answer.with(name, type);
                known = known.with(name, type);
            }
        }
        return captures;
    }
}
