package dev.outrider.journey;

import dev.outrider.expr.Template;
import dev.outrider.source.Place;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What a step sends. */
public sealed interface Request {
    /** As the step says it: a verb of HTTP, or {@code submit}. */
    String action();

    /** In the author's order. */
    Map<String, Template> headers();

    /** Every text in it. */
    Stream<Template> templates();

    /**
     * All of it written in the script.
     *
     * @param url absolute, or a path relative to the journey's base
     * @param query added to the URL, percent-encoded
     */
    record Written(String method, Template url, Map<String, Template> headers, Map<String, Template> query, Body body)
            implements Request {
        @Override
        public String action() {
            return method;
        }

        @Override
        public Stream<Template> templates() {
            return Stream.of(Stream.of(url), headers.values().stream(), query.values().stream(), body.templates())
                    .flatMap(templates -> templates);
        }
    }

    /** Where the selector of a form stands in its script, and what is entered, by the names of the fields. */
    record Places(Place form, Map<String, Place> fields) {
        public Places {
            fields = Map.copyOf(fields);
        }

        /** Of a field's name, else of the form. */
        public Place of(String field) {
            return fields.getOrDefault(field, form);
        }
    }

    /**
     * A form of the customer's last page, sent as a browser would.
     *
     * @param form selects it, or the button in it that is pressed
     * @param with what the customer enters, by the names of the fields or by selectors of them
     * @param files what the customer uploads, likewise
     * @param places where they stand in the script
     */
    record Submitted(
            Template form,
            Map<String, Template> with,
            Map<String, Part.Attachment> files,
            Map<String, Template> headers,
            Places places)
            implements Request {
        @Override
        public String action() {
            return "submit";
        }

        @Override
        public Stream<Template> templates() {
            return Stream.of(List.of(form), with.values(), headers.values()).flatMap(Collection::stream);
        }
    }
}
