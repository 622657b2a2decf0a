package dev.outrider.script;

import dev.outrider.journey.Step;
import dev.outrider.source.Problem;
import java.text.Normalizer;
import java.util.Locale;

/** The names of checks: history hangs on them, as on the id of a journey. */
final class CheckName {
    static final String FORM = "[a-z][a-z0-9-]{0,62}";

    private CheckName() {}

    /** What to write instead, at the name, or at the step that has none. */
    static Problem complaint(Node item, Step made) {
        Node written =
                item instanceof Node.Mapping mapping ? mapping.get("name").orElse(null) : null;
        String proposed = slug(made.name());
        String label = proposed.isEmpty() ? "" : written == null ? "add 'name: " + proposed + "'" : "write " + proposed;
        return Problem.error(
                        written == null ? made.place() : written.place(),
                        "a check needs a 'name' of small letters, digits and '-'",
                        label)
                .hint("its history hangs on the name, as a journey's on its id");
    }

    private static String slug(String name) {
        String plain = Normalizer.normalize(name.replace("ß", "ss"), Normalizer.Form.NFKD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^[-0-9]+|-+$", "");
        return plain.length() <= 40 ? plain : plain.substring(0, 40).replaceAll("-+$", "");
    }
}
