package dev.outrider.script;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which keys go with what a step does. */
final class StepKeys {
    /** What a step without an action of its own does: it repeats the steps inside. */
    static final String REPEATS = "steps";

    private static final Set<String> OF_ALL = Set.of("name", "service");
    private static final Set<String> JUDGED =
            Set.of("if", "let", "timeout", "slow", "retry", "poll", "expect", "warn", "capture");
    private static final Set<String> NOT_OF_HTTP = Set.of("steps", "with", "keep");
    private static final Map<String, Set<String>> OF_OTHERS = Map.of(
            "forEach",
            Set.of("steps"),
            "uses",
            Set.of("with", "if", "keep", "capture"),
            REPEATS,
            Set.of("if", "poll", "slow", "expect", "warn", "capture"),
            "submit",
            Set.of(
                    "with",
                    "if",
                    "let",
                    "headers",
                    "redirects",
                    "timeout",
                    "slow",
                    "retry",
                    "expect",
                    "warn",
                    "capture",
                    "sign"));

    private StepKeys() {}

    static boolean goes(String key, String action) {
        if (key.equals(action) || OF_ALL.contains(key)) {
            return true;
        }
        if (Lang.VERBS.contains(action)) {
            return !NOT_OF_HTTP.contains(key);
        }
        return OF_OTHERS.getOrDefault(action, JUDGED).contains(key);
    }

    /** What to write instead. */
    static String advice(String key, String action) {
        return switch (action) {
            case "forEach", "uses", REPEATS -> "write it in the steps inside";
            case "submit" -> "the form brings method, URL and fields; what is entered is 'with'";
            default -> Lang.VERBS.contains(action) ? "" : with(action);
        };
    }

    private static String with(String action) {
        return Stream.concat(OF_ALL.stream(), JUDGED.stream())
                .sorted()
                .collect(Collectors.joining(", ", "with '" + action + "' go ", ""));
    }
}
