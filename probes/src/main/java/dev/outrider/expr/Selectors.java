package dev.outrider.expr;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.select.QueryParser;
import org.jsoup.select.Selector;

/** Which CSS selectors are understood. Those of jsoup with Java regular expressions in them are not: they can hang. */
final class Selectors {
    private static final int LENGTH = 500;
    private static final Pattern REGEX =
            Pattern.compile("~=|:matches|:contains[a-zA-Z]*Regex", Pattern.CASE_INSENSITIVE);

    private static final Pattern REST = Pattern.compile("unexpected token at '(.*)'", Pattern.DOTALL);

    private Selectors() {}

    /** Where the reading ended, as far as jsoup tells. */
    private static String where(String css, String message) {
        Matcher rest = REST.matcher(message);
        if (rest.find() && !rest.group(1).isEmpty() && css.endsWith(rest.group(1))) {
            return ": it cannot be read from '" + rest.group(1) + "' on";
        }
        for (String pair : new String[] {"[]", "()"}) {
            if (count(css, pair.charAt(0)) > count(css, pair.charAt(1))) {
                return ": a '" + pair.charAt(0) + "' is never closed";
            }
        }
        return "";
    }

    private static long count(String text, char wanted) {
        return text.chars().filter(c -> c == wanted).count();
    }

    /** What is wrong with a selector, when something is. */
    static Optional<String> complaint(String css) {
        if (css.length() > LENGTH) {
            return Optional.of("a CSS selector has at most " + LENGTH + " characters");
        }
        if (REGEX.matcher(css).find()) {
            return Optional.of("a CSS selector cannot hold a regular expression here");
        }
        try {
            QueryParser.parse(css);
            return Optional.empty();
        } catch (Selector.SelectorParseException | IllegalArgumentException wrong) {
            return Optional.of("'" + css + "' is not a CSS selector" + where(css, String.valueOf(wrong.getMessage())));
        }
    }
}
