package dev.outrider.script;

import dev.outrider.expr.Scope;
import dev.outrider.journey.Action;
import dev.outrider.script.Phrases.Use;
import java.util.List;
import java.util.Optional;

/** Reads the turns of a conversation. */
final class TalkReader {
    private final Phrases phrases;
    private final Problems problems;
    private final Scope scope;

    /** @param scope with what came so far */
    TalkReader(Phrases phrases, Problems problems, Scope scope) {
        this.phrases = phrases;
        this.problems = problems;
        this.scope = scope;
    }

    List<Action.Turn> turns(Fields fields, String key) {
        for (String beside : List.of("send", "receive")) {
            if (fields.has(key) && fields.has(beside)) {
                problems.error(
                        fields.place(beside),
                        "'" + beside + "' stands beside '" + key + "'",
                        "make it a turn of '" + key + "'");
            }
        }
        return fields.items(key).stream()
                .flatMap(node -> turn(Fields.of(node, Lang.shape("turn"), node.place(), problems), node).stream())
                .toList();
    }

    private Optional<Action.Turn> turn(Fields turn, Node node) {
        if (turn.isSound() && turn.names().size() != 1) {
            problems.error(node.place(), "a turn does one thing", "it is send, bytes, hear or until");
            return Optional.empty();
        }
        return turn.names().stream().findFirst().flatMap(key -> {
            Node.Scalar scalar = turn.scalar(key).orElseThrow();
            return switch (key) {
                case "send" -> phrases.template(scalar, scope, Use.TEXT).map(text -> new Action.Say(text, false));
                case "bytes" -> phrases.template(scalar, scope, Use.TEXT).map(text -> new Action.Say(text, true));
                case "hear" -> phrases.template(scalar, scope, Use.TEXT).map(Action.Hear::new);
                default -> phrases.condition(scalar, scope).map(Action.Until::new);
            };
        });
    }
}
