package dev.outrider.desk.draft;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A step as it will be written. What it captures grows as later steps turn out to need it.
 *
 * @param url with holes
 * @param until the condition that it is asked again for
 * @param comments lines above it
 */
record StepDraft(
        String name,
        String method,
        String url,
        Map<String, String> query,
        Map<String, String> headers,
        Sendable body,
        Optional<String> until,
        List<String> expectations,
        Map<String, String> captures,
        List<String> comments) {

    StepDraft(
            String name, String method, String url, Map<String, String> query, Sendable body, Optional<String> until) {
        this(
                name,
                method,
                url,
                query,
                new LinkedHashMap<>(),
                body,
                until,
                new ArrayList<>(),
                new LinkedHashMap<>(),
                new ArrayList<>());
    }

    /** What is sent, as the language says it; texts have holes. */
    sealed interface Sendable {
        record Nothing() implements Sendable {}

        record Form(Map<String, String> fields) implements Sendable {}

        record Json(Object tree) implements Sendable {}

        record GraphQl(String query, Optional<Object> variables, Optional<String> operation, boolean allowErrors)
                implements Sendable {}

        /** What is entered into the form that the step's address selects: a text, or a list of them. */
        record With(Map<String, Object> entered) implements Sendable {}

        record Parts(Map<String, String> texts) implements Sendable {}

        record Raw(String text) implements Sendable {}
    }
}
