package dev.outrider.shop;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Who is who: sessions by the cookie {@code session}, which end when nothing was heard for a while. Thread safe. */
final class Sessions {
    static final String COOKIE = "session";

    private final InstantSource clock;
    private final RandomGenerator random;
    private final Duration ttl;
    private final Map<String, Session> byId = new HashMap<>();

    Sessions(InstantSource clock, RandomGenerator random, Duration ttl) {
        this.clock = clock;
        this.random = random;
        this.ttl = ttl;
    }

    synchronized Optional<Session> of(RoutingContext ctx) {
        Cookie cookie = ctx.request().getCookie(COOKIE);
        Session session = cookie == null ? null : byId.get(cookie.getValue());
        Instant now = clock.instant();
        if (session == null || !alive(session, now)) {
            return Optional.empty();
        }
        Session touched = new Session(session.id(), session.visitor(), session.csrf(), session.account(), now);
        byId.put(touched.id(), touched);
        return Optional.of(touched);
    }

    /** The session of this request, or a new one of nobody in particular. */
    Session ofOrNew(RoutingContext ctx) {
        return of(ctx).orElseGet(() -> begin(ctx));
    }

    /** Logs a session in: a new cookie, so that one that was planted before the login is worth nothing. */
    synchronized Session rotate(RoutingContext ctx, Session session, String account) {
        byId.remove(session.id());
        return hand(
                ctx,
                new Session(
                        Tokens.of(random, 16),
                        session.visitor(),
                        session.csrf(),
                        Optional.of(account),
                        clock.instant()));
    }

    synchronized void end(RoutingContext ctx, Session session) {
        byId.remove(session.id());
        ctx.response().removeCookie(COOKIE);
    }

    /** Whether the request carries its session's token, in the header {@code X-CSRF-Token} or the field {@code _csrf}. */
    static boolean trusts(RoutingContext ctx, Session session) {
        String sent = Asked.header(ctx, "X-CSRF-Token")
                .or(() -> Optional.ofNullable(ctx.request().getFormAttribute("_csrf")))
                .orElse("");
        return MessageDigest.isEqual(
                sent.getBytes(StandardCharsets.UTF_8), session.csrf().getBytes(StandardCharsets.UTF_8));
    }

    private synchronized Session begin(RoutingContext ctx) {
        Instant now = clock.instant();
        byId.values().removeIf(session -> !alive(session, now));
        return hand(
                ctx,
                new Session(Tokens.of(random, 16), Tokens.of(random, 8), Tokens.of(random, 16), Optional.empty(), now));
    }

    private Session hand(RoutingContext ctx, Session session) {
        byId.put(session.id(), session);
        ctx.response()
                .addCookie(Cookie.cookie(COOKIE, session.id())
                        .setPath("/")
                        .setHttpOnly(true)
                        .setSameSite(CookieSameSite.LAX));
        return session;
    }

    private boolean alive(Session session, Instant now) {
        return now.isBefore(session.seen().plus(ttl));
    }
}
