package dev.outrider.shop;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/** What the provider has granted: consents for ever, codes for a minute and one use, access tokens for five minutes. Thread safe. */
final class Grants {
    static final Duration TOKEN_TTL = Duration.ofMinutes(5);
    private static final Duration CODE_TTL = Duration.ofMinutes(1);

    private final InstantSource clock;
    private final RandomGenerator random;
    private final Set<Consent> consents = new HashSet<>();
    private final Map<String, Until<Authorization>> codes = new HashMap<>();
    private final Map<String, Until<String>> tokens = new HashMap<>();

    Grants(InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    /** What a customer allows a program. */
    record Consent(String account, String client, String scope) {}

    /** What a code stands for. */
    record Authorization(String account, OidcRequest request) {}

    private record Until<T>(T what, Instant end) {}

    synchronized boolean consented(Consent consent) {
        return consents.contains(consent);
    }

    synchronized void consent(Consent consent) {
        consents.add(consent);
    }

    synchronized String code(Authorization authorization) {
        return keep(codes, authorization, CODE_TTL);
    }

    /** What the code stands for, once. */
    synchronized Optional<Authorization> redeem(String code) {
        return Optional.ofNullable(codes.remove(code)).filter(this::lives).map(Until::what);
    }

    /** An access token of an account, or of a service. */
    synchronized String token(String subject) {
        return keep(tokens, subject, TOKEN_TTL);
    }

    synchronized Optional<String> subject(String token) {
        return Optional.ofNullable(tokens.get(token)).filter(this::lives).map(Until::what);
    }

    private <T> String keep(Map<String, Until<T>> kept, T what, Duration ttl) {
        kept.values().removeIf(each -> !lives(each));
        String token = Tokens.of(random, 16);
        kept.put(token, new Until<>(what, clock.instant().plus(ttl)));
        return token;
    }

    private boolean lives(Until<?> kept) {
        return clock.instant().isBefore(kept.end());
    }
}
