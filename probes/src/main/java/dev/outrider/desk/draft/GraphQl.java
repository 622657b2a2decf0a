package dev.outrider.desk.draft;

import dev.outrider.desk.recording.Exchange.Answer;
import dev.outrider.expr.Names;
import dev.outrider.expr.Values;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A request of GraphQL, told by its document. */
record GraphQl(String document, Optional<Object> variables, Optional<String> operation) {
    private static final Pattern DOCUMENT = Pattern.compile(
            "\\s*(?:query|mutation|subscription)\\b\\s*([A-Za-z_]\\w*)?.*|\\s*(?:fragment\\b|\\{).*", Pattern.DOTALL);

    static Optional<GraphQl> of(Object tree) {
        if (!(tree instanceof Map<?, ?> map)
                || !(map.get("query") instanceof String document)
                || !DOCUMENT.matcher(document).matches()) {
            return Optional.empty();
        }
        return Optional.of(new GraphQl(
                document,
                Optional.<Object>ofNullable(map.get("variables")).filter(each -> !each.equals(Values.NULL)),
                map.get("operationName") instanceof String name ? Optional.of(name) : Optional.empty()));
    }

    /** Whether it changes nothing. */
    boolean isRead() {
        return !document.stripLeading().startsWith("mutation");
    }

    /** What its author called it. */
    Optional<String> name() {
        Matcher named = DOCUMENT.matcher(document);
        return operation.or(() -> named.matches() ? Optional.ofNullable(named.group(1)) : Optional.empty());
    }

    /** Whether the recorded answer was one with errors, which a customer may have met all the same. */
    static boolean hasErrors(Answer answer) {
        try {
            return answer.isJson()
                    && Values.json(answer.body()) instanceof Map<?, ?> map
                    && map.get("errors") instanceof List<?> errors
                    && !errors.isEmpty();
        } catch (Names.NotAvailable notJson) {
            return false;
        }
    }
}
