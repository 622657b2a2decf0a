package dev.outrider.run.http;

import com.google.common.net.InternetDomainName;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The cookies of one customer, by the rules of RFC 6265. Used by one thread. */
public final class CookieJar {
    private static final Comparator<Cookie> LONGEST_PATH_FIRST =
            Comparator.comparingInt((Cookie cookie) -> -cookie.path().length()).thenComparingLong(Cookie::order);
    /** As browsers bound it: a server cannot fill our memory with cookies. */
    private static final int MOST = 3000;

    private static final int LONGEST = 4096 + 1024;

    private final InstantSource clock;
    private final Map<Slot, Cookie> cookies = new LinkedHashMap<>();
    private long created;

    CookieJar(InstantSource clock) {
        this.clock = clock;
    }

    /** The same cookies, apart from what comes to these. */
    CookieJar copy() {
        CookieJar copy = new CookieJar(clock);
        copy.cookies.putAll(cookies);
        copy.created = created;
        return copy;
    }

    /** Adds those of another; of the same cookie the other's. */
    void addAll(CookieJar other) {
        cookies.putAll(other.cookies);
        created = Math.max(created, other.created);
    }

    void clear() {
        cookies.clear();
    }

    /** All that are held, the oldest first. */
    List<Cookie> all() {
        Instant now = clock.instant();
        return cookies.values().stream()
                .filter(cookie -> !cookie.expired(now))
                .sorted(Comparator.comparingLong(Cookie::order))
                .toList();
    }

    /** Holds these and no others, as a browser does that obeyed the rules itself. */
    void hold(List<Cookie> held) {
        Map<Slot, Cookie> before = new LinkedHashMap<>(cookies);
        cookies.clear();
        for (Cookie cookie : held) {
            Slot slot = new Slot(cookie.name(), cookie.domain(), cookie.path());
            Cookie old = before.get(slot);
            cookies.put(slot, old == null ? cookie.at(created++) : cookie.inPlaceOf(old));
        }
    }

    /** A new cookie replaces one of the same name, domain and path. */
    private record Slot(String name, String domain, String path) {}

    /** Keeps what an answer from {@code url} sets; what it may not set is ignored, as browsers do. */
    void store(Url url, Headers headers) {
        for (String line : headers.all("set-cookie")) {
            if (line.length() <= LONGEST) {
                store(url, line);
            }
        }
    }

    /** The value of the {@code Cookie} header for this URL, when there is one. */
    public Optional<String> header(Url url) {
        if (cookies.isEmpty()) {
            return Optional.empty();
        }
        List<Cookie> sent = matching(url);
        if (sent.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(String.join(
                "; ", sent.stream().map(c -> c.name() + "=" + c.value()).toList()));
    }

    /** All names and values that the customer holds; of one name, the one that this URL would be sent. */
    Map<String, String> values(Url url) {
        if (cookies.isEmpty()) {
            return Map.of();
        }
        Instant now = clock.instant();
        Map<String, String> values = new LinkedHashMap<>();
        cookies.values().stream()
                .filter(cookie -> !cookie.expired(now))
                .forEach(cookie -> values.put(cookie.name(), cookie.value()));
        List<Cookie> sent = matching(url);
        sent.reversed().forEach(cookie -> values.put(cookie.name(), cookie.value()));
        return values;
    }

    private List<Cookie> matching(Url url) {
        Instant now = clock.instant();
        return cookies.values().stream()
                .filter(cookie -> !cookie.expired(now) && cookie.belongsTo(url))
                .sorted(LONGEST_PATH_FIRST)
                .toList();
    }

    private void store(Url url, String line) {
        List<String> parts = new ArrayList<>(List.of(line.split(";", -1)));
        String pair = parts.removeFirst();
        int equals = pair.indexOf('=');
        if (equals < 0 || pair.substring(0, equals).isBlank()) {
            return;
        }
        CookieAttributes attributes = CookieAttributes.of(parts);
        String host = url.origin().bareHost();
        String domain = domain(attributes, host);
        String path = attributes.value("path");
        boolean secure = attributes.has("secure");
        Cookie cookie = new Cookie(
                pair.substring(0, equals).strip(),
                pair.substring(equals + 1).strip(),
                domain.isEmpty() ? host : domain,
                domain.isEmpty(),
                path.startsWith("/") ? path : defaultPath(url.path()),
                secure,
                attributes.has("httponly"),
                attributes.sameSite(),
                expiry(attributes),
                created++);
        boolean overTls = url.origin().secure();
        if (allowed(cookie, host, overTls, path) && (overTls || !shadowsSecure(cookie))) {
            keep(cookie);
        }
    }

    /** RFC 6265bis, 5.7, 15: who can only listen in on plain HTTP must not replace what came over TLS. */
    private boolean shadowsSecure(Cookie cookie) {
        Instant now = clock.instant();
        return cookies.values().stream()
                .anyMatch(held -> held.secure() && !held.expired(now) && held.isShadowedBy(cookie));
    }

    private void keep(Cookie cookie) {
        Instant now = clock.instant();
        Slot slot = new Slot(cookie.name(), cookie.domain(), cookie.path());
        Cookie old = cookies.get(slot);
        if (cookie.expired(now)) {
            cookies.remove(slot);
        } else if (old != null && !old.expired(now)) {
            cookies.put(slot, cookie.inPlaceOf(old));
        } else if (cookies.size() < MOST) {
            cookies.put(slot, cookie);
        }
    }

    private static String domain(CookieAttributes attributes, String host) {
        String domain = attributes.value("domain").toLowerCase(Locale.ROOT);
        String bare = domain.startsWith(".") ? domain.substring(1) : domain;
        // RFC 6265, 5.3, 5: who is a public suffix may keep a cookie to itself.
        return bare.equals(host) && isPublicSuffix(bare) ? "" : bare;
    }

    /** @param path as the server wrote it, empty where it did not */
    private static boolean allowed(Cookie cookie, String host, boolean overTls, String path) {
        if (!cookie.hostOnly() && (isPublicSuffix(cookie.domain()) || !Cookie.domainMatches(host, cookie.domain()))) {
            return false;
        }
        // In any case: a server may find them without regard to it (RFC 6265bis, 5.7, 20).
        String name = cookie.name().toLowerCase(Locale.ROOT);
        if (name.startsWith("__host-")) {
            return cookie.secure() && overTls && cookie.hostOnly() && path.equals("/");
        }
        return name.startsWith("__secure-") ? cookie.secure() && overTls : overTls || !cookie.secure();
    }

    /** Whether anybody can have a name below it: {@code com}, {@code co.uk}, {@code myshopify.com} (publicsuffix.org). */
    private static boolean isPublicSuffix(String domain) {
        return domain.indexOf('.') < 0
                || (InternetDomainName.isValid(domain)
                        && InternetDomainName.from(domain).isPublicSuffix());
    }

    private Optional<Instant> expiry(CookieAttributes attributes) {
        String maxAge = attributes.value("max-age");
        if (!maxAge.isEmpty()) {
            return Optional.of(after(maxAge));
        }
        return CookieDate.parse(attributes.value("expires"));
    }

    private Instant after(String seconds) {
        if (seconds.startsWith("-") || seconds.matches("0+")) {
            return Instant.MIN;
        }
        try {
            return clock.instant().plusSeconds(Long.parseLong(seconds));
        } catch (NumberFormatException | DateTimeException | ArithmeticException forEver) {
            return Instant.MAX;
        }
    }

    /** RFC 6265, 5.1.4. */
    private static String defaultPath(String requested) {
        int last = requested.lastIndexOf('/');
        return last <= 0 ? "/" : requested.substring(0, last);
    }
}
