package dev.outrider.browser;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whom a URL asks, as a browser reads it: what it lets pass in a path or a query, a strict reader would not.
 *
 * @param host without brackets; empty where there is none
 */
record Address(String host, int port) {
    private static final Pattern AUTHORITY = Pattern.compile(
            "([a-zA-Z][a-zA-Z0-9+.-]*)://(?:[^/?#@]*@)?(?:\\[([^\\]]*)\\]|([^/?#:]*))(?::(\\d{1,5}))?.*",
            Pattern.DOTALL);

    static Address of(String url) {
        Matcher matcher = AUTHORITY.matcher(url);
        if (!matcher.matches()) {
            return new Address("", 0);
        }
        String host = matcher.group(2) == null ? matcher.group(3) : matcher.group(2);
        int usual = matcher.group(1).equalsIgnoreCase("https") ? 443 : 80;
        return new Address(host, matcher.group(4) == null ? usual : Integer.parseInt(matcher.group(4)));
    }
}
