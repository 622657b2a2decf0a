package dev.outrider.script;

import dev.outrider.source.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Tells of a journey that changes things and does not say so. Logging in and asking by POST change nothing. */
final class Changes {
    private static final Set<String> CERTAIN = Set.of("PUT", "PATCH", "DELETE");
    private static final Pattern HARMLESS = Pattern.compile(
            "(?i).*(log-?_?(in|out|on|off)|sign-?_?(in|out)|auth|oidc|token|session|search|query|graphql|preview).*");

    private final List<Node.Scalar> posts = new ArrayList<>();
    private Optional<Node.Scalar> certain = Optional.empty();

    private final Library library;

    private Changes(Library library) {
        this.library = library;
    }

    /** Once, at the first step that surely changes something, else at the second POST. */
    static void check(Fields journey, Library library, Problems problems) {
        if (journey.has("mutates")) {
            return;
        }
        Changes changes = new Changes(library);
        journey.items("steps").forEach(changes::step);
        journey.items("finally").forEach(changes::step);
        changes.certain
                .or(() -> changes.posts.stream().skip(1).findFirst())
                .ifPresent(verb -> problems.accept(
                        Problem.warning(verb.place(), "this changes something, and the journey does not say so", "")
                                .hint("add 'mutates: true' and clean up in 'finally';"
                                        + " or 'mutates: false', where nothing is left behind")));
    }

    private void step(Node node) {
        if (!(node instanceof Node.Mapping step)) {
            return;
        }
        if (step.get("steps").orElse(null) instanceof Node.Sequence inside) {
            inside.items().forEach(this::step);
        }
        for (Node.Entry entry : step.entries()) {
            if (entry.value() instanceof Node.Scalar url) {
                request(entry.key(), url, step);
            }
        }
    }

    private void request(Node.Scalar verb, Node.Scalar url, Node.Mapping step) {
        boolean mutation =
                query(step).filter(text -> text.startsWith("mutation")).isPresent();
        boolean harmless = HARMLESS.matcher(url.text()).matches() || query(step).isPresent();
        boolean certainly = CERTAIN.contains(verb.text()) && !harmless;
        boolean post = Set.of("POST", "submit").contains(verb.text());
        if (certainly || (post && mutation)) {
            certain = certain.or(() -> Optional.of(verb));
        } else if (post && !harmless && !knowsPassword(step)) {
            posts.add(verb);
        }
    }

    private Optional<String> query(Node.Mapping step) {
        return step.get("graphql")
                .map(graphql -> graphql instanceof Node.Mapping mapping
                        ? mapping.get("query").map(this::document).orElse("").strip()
                        : "");
    }

    private String document(Node query) {
        return switch (query) {
            case Node.Scalar text -> text.text();
            case Node.Mapping file
            when file.get("file").orElse(null) instanceof Node.Scalar path -> library.content(path);
            case Node.Mapping other -> "";
            case Node.Sequence list -> "";
        };
    }

    private static boolean knowsPassword(Node.Mapping step) {
        return List.of("form", "json", "with").stream()
                .flatMap(key -> step.get(key).stream())
                .filter(Node.Mapping.class::isInstance)
                .flatMap(body -> ((Node.Mapping) body).entries().stream())
                .anyMatch(entry -> entry.key().text().matches("(?i).*passw(or)?d.*"));
    }
}
