package dev.outrider.run.http;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * A cookie as a browser keeps it (RFC 6265, 5.3).
 *
 * @param domain without a leading dot, lower case
 * @param hostOnly whether only that very host gets it
 * @param secure whether it travels over TLS only
 * @param httpOnly whether scripts of a page do not see it
 * @param sameSite {@code Lax}, {@code Strict} or {@code None}; empty when the server said nothing
 * @param expires empty: at the end of the run
 * @param order of creation, for the order in which they are sent
 */
public record Cookie(
        String name,
        String value,
        String domain,
        boolean hostOnly,
        String path,
        boolean secure,
        boolean httpOnly,
        String sameSite,
        Optional<Instant> expires,
        long order) {
    /** One that replaces another keeps its place: RFC 6265, 5.3, 11.3. */
    Cookie inPlaceOf(Cookie old) {
        return at(old.order);
    }

    Cookie at(long place) {
        return new Cookie(name, value, domain, hostOnly, path, secure, httpOnly, sameSite, expires, place);
    }

    /** Whether it says the same, whenever it came. */
    public boolean equalsBut(Cookie other) {
        return at(0).equals(other.at(0));
    }

    /** Whether it is the same one, with another value perhaps. */
    public boolean replaces(Cookie other) {
        return name.equals(other.name) && domain.equals(other.domain) && path.equals(other.path);
    }

    /** Whether the other could be sent in its place: of the same name, to hosts and paths that this one is for. */
    boolean isShadowedBy(Cookie other) {
        return name.equals(other.name)
                && (domainMatches(domain, other.domain) || domainMatches(other.domain, domain))
                && pathMatches(other.path, path);
    }

    boolean expired(Instant now) {
        return expires.isPresent() && !expires.get().isAfter(now);
    }

    /** Whether it is sent to this URL. */
    boolean belongsTo(Url url) {
        String host = url.origin().bareHost();
        boolean domainMatches = hostOnly ? host.equals(domain) : domainMatches(host, domain);
        return domainMatches
                && pathMatches(url.path(), path)
                && (!secure || url.origin().secure());
    }

    /** RFC 6265, 5.1.3. */
    static boolean domainMatches(String host, String domain) {
        return host.equals(domain) || (host.endsWith("." + domain) && !isAddress(host));
    }

    /** RFC 6265, 5.1.4. */
    private static boolean pathMatches(String requested, String path) {
        return requested.equals(path)
                || (requested.startsWith(path) && (path.endsWith("/") || requested.charAt(path.length()) == '/'));
    }

    private static boolean isAddress(String host) {
        return host.indexOf(':') >= 0
                || host.toLowerCase(Locale.ROOT).chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
    }
}
