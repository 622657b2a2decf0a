package dev.outrider.script;

import dev.outrider.source.Problem;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Whether a value of an environment, where a URL begins with it, begins one. */
final class UrlValues {
    private static final Pattern FIRST =
            Pattern.compile("\\$\\{\\s*env\\.(\\w+)\\s*}((?:(?!\\$\\{).)*)(.*)", Pattern.DOTALL);
    private static final List<String> SCHEMES = List.of("https://", "http://");

    private UrlValues() {}

    /** @param others what it may begin with instead: a path */
    static void check(Node.Scalar scalar, Wanted environments, List<String> others, Problems problems) {
        Matcher first = FIRST.matcher(scalar.text().strip());
        if (!first.matches()) {
            return;
        }
        String name = first.group(1);
        boolean goesOn = !first.group(3).isEmpty();
        environments
                .byPath()
                .forEach((file, environment) -> values(environment, name)
                        .filter(value -> !begins(value + first.group(2), goesOn)
                                && others.stream().noneMatch(value.toString()::startsWith))
                        .findFirst()
                        .ifPresent(value -> problems.once(Problem.error(
                                        scalar.place(),
                                        "'%s' is '%s' in the environment '%s', and begins no URL"
                                                .formatted(name, value, environment.name()))
                                .hint("write https:// or http:// before it, in " + file))));
    }

    /** @param goesOn whether an expression follows, which may say the rest of what begins a URL */
    private static boolean begins(String text, boolean goesOn) {
        String lower = text.toLowerCase(Locale.ROOT);
        return SCHEMES.stream().anyMatch(scheme -> lower.startsWith(scheme) || (goesOn && scheme.startsWith(lower)));
    }

    /**
     * All that {@link #check} can make of a value, whatever stands behind it: environments whose values are alike in this are
     * alike to a script.
     */
    static String beginning(String value) {
        String lower = value.toLowerCase(Locale.ROOT);
        return Stream.concat(SCHEMES.stream(), Stream.of("/"))
                .filter(lower::startsWith)
                .findFirst()
                .orElseGet(() -> SCHEMES.stream().anyMatch(scheme -> scheme.startsWith(lower)) ? lower : "other");
    }

    /** Common, and in each region that has its own. */
    private static Stream<Object> values(Environment environment, String name) {
        Set<String> regions = environment.regions().keySet();
        return Stream.concat(
                        Stream.of(environment.vars()),
                        regions.stream()
                                .map(region -> environment.forRegion(region).vars()))
                .map((Map<String, Object> vars) -> vars.get(name))
                .flatMap(Stream::ofNullable);
    }
}
