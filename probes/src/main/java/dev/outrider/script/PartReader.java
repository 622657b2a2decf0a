package dev.outrider.script;

import dev.outrider.expr.Scope;
import dev.outrider.expr.Template;
import dev.outrider.journey.Part;
import dev.outrider.script.Phrases.Use;
import java.net.URLConnection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads names with texts or files: the parts of a body, and what is entered into a form. */
final class PartReader {
    private static final String BYTES = "application/octet-stream";

    private final Phrases phrases;
    private final Library library;
    private final Problems problems;

    PartReader(Phrases phrases, Library library, Problems problems) {
        this.phrases = phrases;
        this.library = library;
        this.problems = problems;
    }

    /** The parts of a body, in the author's order. */
    List<Part> parts(Fields step, String key, Scope scope) {
        List<Part> parts = new ArrayList<>();
        for (Node.Entry entry : step.members(key)) {
            List<Node> values = entry.value() instanceof Node.Sequence list ? list.items() : List.of(entry.value());
            values.forEach(value -> part(entry.key(), value, scope).ifPresent(parts::add));
        }
        return parts;
    }

    /** What is uploaded with a form, by field. */
    Map<String, Part.Attachment> files(Fields step, String key, Scope scope) {
        Map<String, Part.Attachment> files = new LinkedHashMap<>();
        for (Node.Entry entry : step.members(key)) {
            if (entry.value() instanceof Node.Scalar) {
                continue;
            }
            switch (part(entry.key(), entry.value(), scope).orElse(null)) {
                case Part.Attached(String name, Part.Attachment file) -> files.put(name, file);
                case Part.Text text -> problems.error(entry.value().place(), "in a form a text is written directly");
                case null -> {}
            }
        }
        return files;
    }

    private Optional<Part> part(Node.Scalar name, Node value, Scope scope) {
        return switch (value) {
            case Node.Scalar text -> text(name, text, Optional.empty(), scope);
            case Node.Sequence list -> {
                problems.error(list.place(), "a part is a text or a file");
                yield Optional.empty();
            }
            case Node.Mapping mapping -> {
                Fields part = Fields.of(mapping, Lang.shape("part"), name.place(), problems);
                yield part.isSound() ? part(name, part, scope) : Optional.empty();
            }
        };
    }

    private Optional<Part> part(Node.Scalar name, Fields part, Scope scope) {
        if (part.has("file") == part.has("text")) {
            problems.error(part.place(), "a part is a 'file' or a 'text'");
            return Optional.empty();
        }
        return part.has("text")
                ? text(name, part.scalar("text").orElseThrow(), part.text("type"), scope)
                : attached(name, part);
    }

    private Optional<Part> text(Node.Scalar name, Node.Scalar text, Optional<String> type, Scope scope) {
        Optional<Template> value = phrases.template(text, scope, Use.TEXT);
        return value.map(template -> new Part.Text(name.text(), template, type));
    }

    /** What a file holds that is sent as text. */
    Optional<String> content(Node.Scalar file) {
        return base64(file).map(there -> library.content(file));
    }

    private Optional<String> base64(Node.Scalar file) {
        if (file.text().contains("${")) {
            problems.error(file.place(), "a file is fixed when the script is compiled, and cannot hold ${ }");
            return Optional.empty();
        }
        return library.attachment(file, problems);
    }

    private Optional<Part> attached(Node.Scalar name, Fields part) {
        Node.Scalar file = part.scalar("file").orElseThrow();
        String path = file.text().strip();
        String own = path.substring(path.lastIndexOf('/') + 1);
        String guessed =
                Optional.ofNullable(URLConnection.guessContentTypeFromName(own)).orElse(BYTES);
        return base64(file)
                .map(base64 -> new Part.Attached(
                        name.text(),
                        new Part.Attachment(
                                part.text("name").orElse(own), part.text("type").orElse(guessed), base64)));
    }
}
