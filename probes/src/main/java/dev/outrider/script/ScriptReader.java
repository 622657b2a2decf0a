package dev.outrider.script;

import dev.outrider.expr.Expression;
import dev.outrider.expr.Scope;
import dev.outrider.expr.Template;
import dev.outrider.expr.Type;
import dev.outrider.journey.Journey;
import dev.outrider.journey.Step;
import dev.outrider.script.Phrases.Use;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a {@code journey:} or {@code checks:} file. */
final class ScriptReader {
    static final int STEPS = 100;

    private final Node root;
    private final Fields fields;
    private final String kind;
    private final Problems problems;
    private final Ledger ledger = new Ledger();
    private final Library library;
    private final Tables tables;
    private final Phrases phrases;
    private final Scope start;

    /** @param environments those it must work in */
    ScriptReader(Node root, String kind, Wanted environments, Library library, Problems problems) {
        this.root = root;
        this.fields = Fields.of(root, Lang.shape(kind), FileKind.place(root), problems);
        this.kind = kind;
        this.problems = problems;
        this.library = library;
        this.tables = Tables.read(fields, library, problems);
        Phrases plain = new Phrases(environments, fields.texts("regions"), ledger, problems);
        Scope start = Vocabulary.beforeRequest(environments);
        this.phrases = tables.rows().isEmpty() ? plain : plain.with("data", tables.rows());
        this.start = tables.rows().isEmpty() ? start : start.with("data", tables.type());
    }

    /** The journeys; they mean nothing when {@code problems} got an error. */
    List<Journey> read() {
        fields.items("steps").forEach(ledger::announce);
        fields.items("finally").forEach(ledger::announce);
        Map<String, Expression> lets = new LinkedHashMap<>();
        Scope known = Misread.header(root, fields, lets(lets));
        Optional<Template> base =
                fields.scalar("base").flatMap(scalar -> phrases.template(scalar, ledger.early(known), Use.URL));
        fields.scalar("base").ifPresent(scalar -> UrlValues.check(scalar, phrases.environments(), List.of(), problems));
        Map<String, Template> headers =
                new BodyReader(phrases, library, problems).templates(fields, "headers", known, Use.TEXT);
        HeaderRules.check(fields, problems);
        Setting.Common common = new Setting.Common(headers, fields.has("base"));
        Setting setting = new Setting(phrases, ledger, problems, library, tables, common, "", "", "", List.of());
        HeaderReader header = new HeaderReader(fields, problems);
        List<Journey> journeys = kind.equals("checks")
                ? checks(header, base, lets, setting, known)
                : journey(header, base, lets, setting, known);
        if (problems.errors() == 0) {
            if (kind.equals("journey")) {
                Changes.check(fields, library, problems);
                Twins.check(fields, problems);
            }
            ledger.complainOfUnused(new HashSet<>(fields.texts("redact")), problems);
        }
        return journeys;
    }

    private Scope lets(Map<String, Expression> lets) {
        Scope known = start;
        for (Node.Entry entry : fields.members("let")) {
            String name = entry.key().text();
            Optional<Expression> value = phrases.value((Node.Scalar) entry.value(), ledger.early(known));
            if (Reserved.TAKEN.contains(name)) {
                problems.error(
                        entry.key().place(), "'" + name + "' already means something here", "choose another name");
            } else {
                value.ifPresent(expression -> lets.put(name, expression));
                value.filter(phrases::revealsSecret).ifPresent(expression -> ledger.taint(name));
                known = known.with(name, value.map(Expression::type).orElse(Type.DYN));
            }
        }
        return known;
    }

    private List<Journey> journey(
            HeaderReader header, Optional<Template> base, Map<String, Expression> lets, Setting setting, Scope known) {
        StepReader reader = new StepReader(setting, known);
        int before = problems.errors();
        List<Step> steps = steps("steps", reader);
        boolean complete = problems.errors() == before;
        List<Step> cleanup = steps("finally", reader);
        kept(cleanup);
        header.check(steps, cleanup);
        if (complete) {
            FormRules.check(steps, problems);
        }
        return header.journey(fields.text("journey").orElse("?"), base, lets, steps, cleanup).stream()
                .toList();
    }

    /** A clean-up begins nothing that the next run could go on with. */
    private void kept(List<Step> cleanup) {
        cleanup.stream()
                .filter(step -> step instanceof Step.Http http && http.session().isPresent())
                .findFirst()
                .ifPresent(step ->
                        problems.error(fields.place("finally"), "in 'finally' no session is kept", "remove 'keep'"));
    }

    private List<Step> steps(String key, StepReader reader) {
        List<Step> steps = new ArrayList<>();
        fields.items(key).forEach(item -> steps.addAll(reader.read(item)));
        if (steps.size() > STEPS) {
            problems.error(fields.place(key), "more than " + STEPS + " steps", "make it two journeys");
        }
        return steps;
    }

    /** Each step alone: no captures of another, no clean-up. */
    private List<Journey> checks(
            HeaderReader header, Optional<Template> base, Map<String, Expression> lets, Setting setting, Scope known) {
        List<Journey> journeys = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>();
        for (Node item : fields.items("steps")) {
            StepReader reader = new StepReader(setting, known);
            reader.read(item).forEach(made -> {
                if (!made.name().matches(CheckName.FORM)) {
                    problems.accept(CheckName.complaint(item, made));
                } else if (!names.add(made.name())) {
                    problems.error(made.place(), "there are two checks '" + made.name() + "'");
                }
                header.check(List.of(made), List.of());
                FormRules.check(List.of(made), problems);
                header.journey(
                                fields.text("checks").orElse("?") + "/" + made.name(),
                                base,
                                lets,
                                List.of(made),
                                List.of())
                        .ifPresent(journeys::add);
            });
        }
        return Collections.unmodifiableList(journeys);
    }
}
