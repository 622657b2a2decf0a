package dev.outrider.expr;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jsoup.select.QueryParser;
import org.jsoup.select.Selector;

/** Which CSS selectors are understood. Those of jsoup with Java regular expressions in them are not: they can hang. */
final class Selectors {
    private static final int LENGTH = 500;
    private static final Pattern REGEX =
            Pattern.compile("~=|:matches|:contains[a-zA-Z]*Regex", Pattern.CASE_INSENSITIVE);

    private Selectors() {}

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
            return Optional.of("'" + css + "' is not a CSS selector");
        }
    }
}
