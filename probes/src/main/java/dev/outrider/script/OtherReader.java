package dev.outrider.script;

import dev.outrider.expr.Expression;
import dev.outrider.expr.Scope;
import dev.outrider.expr.Template;
import dev.outrider.journey.Action;
import dev.outrider.journey.Step;
import dev.outrider.script.Phrases.Use;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a step that does something else than ask by HTTP. */
final class OtherReader {
    /** What a text alone stands for. */
    private static final Map<String, String> FIRST =
            Map.of("tls", "address", "dns", "name", "tcp", "address", "icmp", "host", "grpc", "address", "ws", "url");

    private static final String HEADERS = "headers";
    private static final String TALK = "talk";

    private final Setting setting;
    private final Phrases phrases;
    private final Problems problems;
    private final StepParts parts;
    private Scope known;

    OtherReader(Setting setting, Scope known) {
        this.setting = setting;
        this.phrases = setting.phrases();
        this.problems = setting.problems();
        this.parts = new StepParts(setting, known);
        this.known = known;
    }

    /** With what this step makes. */
    Scope known() {
        return known;
    }

    List<Step> read(Fields fields, String kind) {
        Scope before = setting.ledger().early(known);
        Optional<Expression> condition = parts.condition(fields, before);
        Map<String, Expression> lets = new LinkedHashMap<>();
        Scope asked = parts.lets(fields, before, lets);
        Scope answer = Vocabulary.after(kind, asked);
        known = parts.known();
        Optional<Action> action =
                kind.equals("browser") ? browsing(fields, asked, answer) : question(fields, kind, asked, answer);
        StepParts after = new StepParts(setting, known);
        Scope judged =
                kind.equals("browser") ? Vocabulary.after(kind, setting.ledger().early(known)) : answer;
        Optional<Step.Poll> poll = after.poll(fields, judged);
        List<Step.Expectation> expectations = after.expectations(fields, judged);
        List<Step.Capture> captures = after.captures(fields, judged, condition.isPresent());
        known = after.known();
        return action.<List<Step>>map(does -> List.of(new Step.Other(
                        parts.name(fields, kind),
                        fields.place(),
                        fields.text("service"),
                        condition,
                        Collections.unmodifiableMap(lets),
                        does,
                        expectations,
                        captures,
                        fields.duration("timeout").orElse(HttpReader.TIMEOUT),
                        fields.duration("slow"),
                        fields.count("retry").orElse(0),
                        poll)))
                .orElse(List.of());
    }

    private Optional<Action> browsing(Fields fields, Scope asked, Scope answer) {
        BrowserReader browser = new BrowserReader(setting, asked, answer, known);
        Action action = new Action.Browsing(browser.acts(fields.items("browser")));
        known = browser.known();
        return Optional.of(action);
    }

    private Optional<Action> question(Fields fields, String kind, Scope scope, Scope answer) {
        Map<String, List<Template>> settings = new LinkedHashMap<>();
        Map<String, Template> headers = new LinkedHashMap<>();
        List<Action.Turn> talk = new ArrayList<>();
        switch (fields.node(kind).orElse(null)) {
            case Node.Scalar scalar -> {
                String name = FIRST.getOrDefault(kind, kind);
                AddressRules.check(name, scalar, problems);
                phrases.template(scalar, scope, Use.URL).ifPresent(text -> settings.put(name, List.of(text)));
            }
            case Node.Mapping mapping -> {
                Fields more = fields.object(kind, problems).orElseThrow();
                more.names().stream()
                        .filter(name -> !name.equals(HEADERS) && !name.equals(TALK))
                        .forEach(name -> settings.put(name, texts(more, name, scope)));
                headers.putAll(headers(more, scope));
                talk.addAll(new TalkReader(phrases, problems, answer).turns(more, TALK));
            }
            case Node.Sequence list -> {}
            case null -> {}
        }
        return settings.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Action.Question(kind, settings, Collections.unmodifiableMap(headers), List.copyOf(talk)));
    }

    private Map<String, Template> headers(Fields more, Scope scope) {
        HeaderRules.check(more, problems);
        return new BodyReader(phrases, setting.library(), problems).templates(more, HEADERS, scope, Use.TEXT);
    }

    private List<Template> texts(Fields more, String name, Scope scope) {
        Use use = FIRST.containsValue(name) ? Use.URL : Use.TEXT;
        return more.scalars(name).stream()
                .peek(scalar -> AddressRules.check(name, scalar, problems))
                .flatMap(scalar -> phrases.template(scalar, scope, use).stream())
                .toList();
    }
}
