package dev.outrider.journey;

import dev.outrider.expr.Expression;
import dev.outrider.expr.Template;
import dev.outrider.source.Place;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What a step does that does not ask by HTTP. */
public sealed interface Action {
    /** As the step says it: {@code tls}, {@code dns}, …, {@code browser}. */
    String kind();

    /** Every expression of it. */
    Stream<Expression> expressions();

    /**
     * One question by another protocol.
     *
     * @param settings by name, several where several may stand
     * @param headers that go with it, where the protocol has them
     * @param talk the turns of a conversation, where it is written out
     */
    record Question(String kind, Map<String, List<Template>> settings, Map<String, Template> headers, List<Turn> talk)
            implements Action {
        @Override
        public Stream<Expression> expressions() {
            Stream<Template> texts =
                    Stream.concat(settings.values().stream().flatMap(List::stream), headers.values().stream());
            return Stream.concat(
                    texts.flatMap(text -> text.holes().stream()), talk.stream().flatMap(Turn::expressions));
        }
    }

    /** One turn of a conversation. */
    sealed interface Turn {
        Stream<Expression> expressions();
    }

    /**
     * Something is said.
     *
     * @param isHex whether it is bytes, written in hex
     */
    record Say(Template text, boolean isHex) implements Turn {
        @Override
        public Stream<Expression> expressions() {
            return text.holes().stream();
        }
    }

    /** A text is waited for. */
    record Hear(Template text) implements Turn {
        @Override
        public Stream<Expression> expressions() {
            return text.holes().stream();
        }
    }

    /** More is waited for until this is true of what came. */
    record Until(Expression condition) implements Turn {
        @Override
        public Stream<Expression> expressions() {
            return Stream.of(condition);
        }
    }

    /** A stretch of acts in a browser. */
    record Browsing(List<Act> acts) implements Action {
        public Browsing {
            acts = List.copyOf(acts);
        }

        @Override
        public String kind() {
            return "browser";
        }

        @Override
        public Stream<Expression> expressions() {
            return acts.stream().flatMap(Act::expressions);
        }
    }

    /**
     * What a customer does in a browser at once.
     *
     * @param verb {@code click}, {@code fill}, …
     * @param place of the verb
     * @param texts by what they are for: of {@code fill} what is entered by target, else under the verb's own name
     * @param files by the target that takes them
     * @param inside acts that are done within: in a frame, in a window that popped up, or if a banner came
     */
    record Act(
            String verb,
            Place place,
            Map<String, Template> texts,
            Map<String, Part.Attachment> files,
            List<Act> inside,
            List<Step.Capture> captures) {
        public Act {
            files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
            inside = List.copyOf(inside);
            captures = List.copyOf(captures);
        }

        Stream<Expression> expressions() {
            return Stream.of(
                            texts.values().stream().flatMap(text -> text.holes().stream()),
                            inside.stream().flatMap(Act::expressions),
                            captures.stream().map(Step.Capture::value))
                    .flatMap(expressions -> expressions);
        }
    }
}
