package dev.outrider.browser;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.SameSiteAttribute;
import dev.outrider.run.http.Cookie;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The cookies of a window, in the words of the runner's jar and in those of Playwright. */
final class Cookies {
    /** The year 2100, in seconds. */
    private static final long FOR_EVER = 4_102_444_800L;

    private Cookies() {}

    /** All but those of a partition, which belong to a frame within a certain page and go nowhere else. */
    static List<Cookie> of(BrowserContext context) {
        return context.cookies().stream()
                .filter(cookie -> cookie.partitionKey == null)
                .map(Cookies::ours)
                .toList();
    }

    private static Cookie ours(com.microsoft.playwright.options.Cookie cookie) {
        boolean hostOnly = !cookie.domain.startsWith(".");
        return new Cookie(
                cookie.name,
                cookie.value,
                hostOnly ? cookie.domain : cookie.domain.substring(1),
                hostOnly,
                cookie.path,
                cookie.secure,
                cookie.httpOnly,
                sameSite(cookie.sameSite),
                cookie.expires == null || cookie.expires < 0
                        ? Optional.empty()
                        : Optional.of(Instant.ofEpochSecond(cookie.expires.longValue())),
                0);
    }

    private static String sameSite(SameSiteAttribute attribute) {
        String name = attribute.name();
        return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
    }

    static void change(BrowserContext context, Collection<Cookie> gone, Collection<Cookie> set) {
        for (Cookie cookie : gone) {
            context.clearCookies(new BrowserContext.ClearCookiesOptions()
                    .setName(cookie.name())
                    .setDomain(domain(cookie))
                    .setPath(cookie.path()));
        }
        for (Cookie cookie : set) {
            try {
                context.addCookies(List.of(theirs(cookie)));
            } catch (PlaywrightException refused) {
                // A browser takes less than RFC 6265 allows; a customer would not have the cookie either.
            }
        }
    }

    private static com.microsoft.playwright.options.Cookie theirs(Cookie cookie) {
        com.microsoft.playwright.options.Cookie theirs = new com.microsoft.playwright.options.Cookie(
                        cookie.name(), cookie.value())
                .setDomain(domain(cookie))
                .setPath(cookie.path())
                .setSecure(cookie.secure())
                .setHttpOnly(cookie.httpOnly());
        cookie.expires().ifPresent(at -> theirs.setExpires((double) Math.min(at.getEpochSecond(), FOR_EVER)));
        switch (cookie.sameSite()) {
            case "Strict" -> theirs.setSameSite(SameSiteAttribute.STRICT);
            case "None" -> theirs.setSameSite(SameSiteAttribute.NONE);
            default -> theirs.setSameSite(SameSiteAttribute.LAX);
        }
        return theirs;
    }

    private static String domain(Cookie cookie) {
        return cookie.hostOnly() ? cookie.domain() : "." + cookie.domain();
    }
}
