package dev.outrider.script;

import dev.outrider.source.Passage;
import dev.outrider.source.Place;
import dev.outrider.source.Position;
import dev.outrider.source.Problem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads YAML 1.2 into nodes, from the parser's events: so that depth, aliases and tags are refused before anything is
 * built of them.
 */
final class Yaml {
    static final int BYTES = 256 * 1024;
    static final int DEPTH = 32;
    /** Keys, texts, lists and mappings together: ten times what the longest honest script has. */
    static final int NODES = 20_000;

    private static final Pattern BRACES = Pattern.compile("\\{\\s*([A-Za-z_]\\w*(?:\\.\\w+)*)\\s*}}");

    private final String file;
    private final int[] text;
    private final Iterator<Event> events;
    private int nodes;

    private Yaml(String file, String text) {
        this.file = file;
        this.text = text.codePoints().toArray();
        LoadSettings settings = LoadSettings.builder().setLabel(file).build();
        this.events = new Parse(settings).parseString(text).iterator();
    }

    /** The one document of a file; empty when {@code problems} got an error. */
    static Optional<Node> read(String file, String source, Consumer<Problem> problems) {
        String text = source.startsWith("\uFEFF") ? source.substring(1) : source;
        Place start = new Place(file, Position.START, 1);
        if (source.length() > BYTES || source.getBytes(StandardCharsets.UTF_8).length > BYTES) {
            problems.accept(Problem.error(start, "this file is larger than 256 KiB"));
            return Optional.empty();
        }
        if (text.indexOf('\uFFFD') >= 0) {
            int at = text.codePointCount(0, text.indexOf('\uFFFD'));
            problems.accept(Problem.error(Passage.of(file, text, Position.START).at(at, 1), "this file is not UTF-8"));
            return Optional.empty();
        }
        try {
            return Optional.of(new Yaml(file, text).document());
        } catch (Refused refused) {
            problems.accept(refused.problem);
        } catch (YamlEngineException notYaml) {
            problems.accept(new YamlComplaints(file, text).of(notYaml));
        }
        return Optional.empty();
    }

    private Node document() {
        expect(Event.ID.StreamStart);
        Event first = events.next();
        if (first.getEventId() == Event.ID.StreamEnd) {
            throw new Refused(Problem.error(new Place(file, Position.START, 1), "this file is empty"));
        }
        Node root = node(events.next(), 1);
        expect(Event.ID.DocumentEnd);
        Event end = events.next();
        if (end.getEventId() != Event.ID.StreamEnd) {
            throw new Refused(Problem.error(place(end, 3), "a file holds one document", "start another file"));
        }
        return root;
    }

    private void expect(Event.ID id) {
        Event event = events.next();
        if (event.getEventId() != id) {
            throw new IllegalStateException("YAML parser gave " + event + " for " + id);
        }
    }

    private Node node(Event event, int depth) {
        refuse(event, depth);
        return switch (event.getEventId()) {
            case Scalar -> scalar((ScalarEvent) event);
            case SequenceStart -> sequence(event, depth);
            case MappingStart -> mapping(event, depth);
            default -> throw new IllegalStateException("YAML parser gave " + event);
        };
    }

    private void refuse(Event event, int depth) {
        if (depth > DEPTH) {
            throw new Refused(Problem.error(place(event, 1), "this is nested deeper than " + DEPTH + " levels"));
        }
        if (++nodes > NODES) {
            throw new Refused(Problem.error(place(event, 1), "this file has more than " + NODES + " keys and values")
                    .hint("a table of many rows belongs in a CSV file"));
        }
        if (event instanceof AliasEvent) {
            throw new Refused(Problem.error(place(event, 1), "YAML aliases are not used here", "write it out"));
        }
        if (event instanceof NodeEvent node && node.getAnchor().isPresent()) {
            throw new Refused(Problem.error(place(event, 1), "YAML anchors are not used here", "write it out"));
        }
        tag(event).ifPresent(tag -> {
            throw new Refused(Problem.error(
                            place(event, tag.length()), "YAML reads a leading '!' as a tag, so this would be lost")
                    .hint("quote it; a condition can also be turned round: has(json.errors) == false"));
        });
    }

    private static Optional<String> tag(Event event) {
        return switch (event) {
            case ScalarEvent scalar -> scalar.getTag();
            case CollectionStartEvent collection -> collection.getTag();
            default -> Optional.empty();
        };
    }

    private Node.Sequence sequence(Event start, int depth) {
        List<Node> items = new ArrayList<>();
        for (Event event = events.next(); event.getEventId() != Event.ID.SequenceEnd; event = events.next()) {
            items.add(node(event, depth + 1));
        }
        return new Node.Sequence(items, place(start, 1));
    }

    private Node.Mapping mapping(Event start, int depth) {
        List<Node.Entry> entries = new ArrayList<>();
        for (Event event = events.next(); event.getEventId() != Event.ID.MappingEnd; event = events.next()) {
            if (!(node(event, depth + 1) instanceof Node.Scalar key)) {
                throw new Refused(Problem.error(place(event, 1), "a key is a word, not a list or mapping")
                        .hint(braces(event)
                                .map(name -> "a value is put in by one pair of braces: \"${" + name + "}\"")
                                .orElse("a value that begins with { or [ or ${ inside { } needs quotes")));
            }
            entries.add(new Node.Entry(key, node(events.next(), depth + 1)));
        }
        return new Node.Mapping(entries, place(start, 1));
    }

    /** The name in {@code {{name}}}, as other tools have it, of which the inner brace begins here. */
    private Optional<String> braces(Event event) {
        int start = index(event.getStartMark());
        String line = new String(text, start, lineEnd(start, text.length) - start);
        Matcher name = BRACES.matcher(line);
        return start > 0 && text[start - 1] == '{' && name.lookingAt() ? Optional.of(name.group(1)) : Optional.empty();
    }

    private Node.Scalar scalar(ScalarEvent event) {
        int start = index(event.getStartMark());
        int end = index(event.getEndMark());
        Passage passage = Aligned.of(file, text, start, end, position(event.getStartMark()), event);
        boolean plain = event.getScalarStyle() == ScalarStyle.PLAIN;
        Place place = plain ? passage.place() : place(event, Math.max(1, lineEnd(start, end) - start));
        return new Node.Scalar(passage, plain, place, comment(end, position(event.getEndMark())), commas(start, end));
    }

    private int lineEnd(int from, int to) {
        int at = from;
        while (at < to && text[at] != '\n') {
            at++;
        }
        return at;
    }

    private boolean commas(int start, int end) {
        int before = start - 1;
        while (before >= 0 && text[before] == ' ') {
            before--;
        }
        return (before >= 0 && text[before] == ',') || (end < text.length && text[end] == ',');
    }

    private Optional<Place> comment(int end, Position after) {
        int at = end;
        while (at < text.length && text[at] == ' ') {
            at++;
        }
        if (at == end || at >= text.length || text[at] != '#') {
            return Optional.empty();
        }
        return Optional.of(
                new Place(file, new Position(after.line(), after.column() + at - end), lineEnd(at, text.length) - at));
    }

    private Place place(Event event, int width) {
        return new Place(file, position(event.getStartMark()), width);
    }

    private static Position position(Optional<Mark> mark) {
        return new Position(mark.orElseThrow().getLine() + 1, mark.orElseThrow().getColumn() + 1);
    }

    private static int index(Optional<Mark> mark) {
        return mark.orElseThrow().getIndex();
    }

    /** Ends the reading of a file at its first problem that leaves nothing to go on with. */
    private static final class Refused extends RuntimeException {
        final transient Problem problem;

        Refused(Problem problem) {
            super(problem.message(), null, false, false);
            this.problem = problem;
        }
    }
}
