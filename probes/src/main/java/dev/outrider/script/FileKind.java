package dev.outrider.script;

import dev.outrider.source.Place;
import dev.outrider.source.Problem;
import dev.outrider.source.Similar;
import java.util.Optional;

/** What a file is: said by which of four keys it has. */
final class FileKind {
    private FileKind() {}

    /** {@code journey}, {@code checks}, {@code fragment} or {@code environment}; empty when it got an error. */
    static Optional<String> of(Node root, Problems problems) {
        if (!(root instanceof Node.Mapping mapping)) {
            problems.error(root.place(), "a script is a mapping", "", "begin it with 'journey: its-id'");
            return Optional.empty();
        }
        Optional<String> kind =
                Lang.KINDS.stream().filter(key -> mapping.get(key).isPresent()).findFirst();
        if (kind.isEmpty()) {
            problems.accept(nothing(mapping));
        }
        return kind;
    }

    private static Problem nothing(Node.Mapping mapping) {
        String message = "this file does not say what it is";
        String hint = "begin it with 'journey: its-id', 'checks: …', 'fragment: …' or 'environment: …'";
        if (mapping.entries().isEmpty()) {
            return Problem.error(mapping.place(), message).hint(hint);
        }
        Node.Scalar first = mapping.entries().getFirst().key();
        return Similar.to(first.text(), Lang.KINDS)
                .map(near -> Problem.error(first.place(), message, "did you mean '" + near + "'?"))
                .orElseGet(() -> Problem.error(first.place(), message).hint(hint));
    }

    /** Where something that is missing in a file is reported: at its first key. */
    static Place place(Node root) {
        return root instanceof Node.Mapping mapping && !mapping.entries().isEmpty()
                ? mapping.entries().getFirst().key().place()
                : root.place();
    }
}
