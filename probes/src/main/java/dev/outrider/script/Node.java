package dev.outrider.script;

import dev.outrider.source.Passage;
import dev.outrider.source.Place;
import java.util.List;
import java.util.Optional;

/** A piece of YAML that knows where it stands. */
sealed interface Node {
    Place place();

    /**
     * Text, with its quotes and folds undone.
     *
     * @param plain whether it stands without quotes, and so may be a number or a truth value
     * @param comment what follows it on its line as a comment
     * @param commas whether a comma stands before or after it
     */
    record Scalar(Passage passage, boolean plain, Place place, Optional<Place> comment, boolean commas)
            implements Node {
        String text() {
            return passage.text();
        }

        boolean isEmpty() {
            return plain && text().isEmpty();
        }
    }

    record Mapping(List<Entry> entries, Place place) implements Node {
        Optional<Node> get(String key) {
            return entries.stream()
                    .filter(entry -> entry.key().text().equals(key))
                    .map(Entry::value)
                    .findFirst();
        }
    }

    record Sequence(List<Node> items, Place place) implements Node {}

    record Entry(Scalar key, Node value) {}
}
