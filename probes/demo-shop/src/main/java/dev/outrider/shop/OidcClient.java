package dev.outrider.shop;

import java.util.List;
import java.util.Optional;

/**
 * A program that is known to the provider.
 *
 * @param signature how its id tokens are signed
 * @param confidential whether it must prove itself with the secret, which is the shop's password
 */
record OidcClient(String id, Jwts.Algorithm signature, boolean confidential, boolean forPeople) {
    /** Nothing answers there: whoever rides through must stop before it, as an app's own scheme would. */
    static final String REDIRECT = "https://app.shop.test/callback";

    private static final List<OidcClient> ALL = List.of(
            new OidcClient("shop-app", Jwts.Algorithm.RS256, false, true),
            new OidcClient("shop-tablet", Jwts.Algorithm.ES256, false, true),
            new OidcClient("shop-desk", Jwts.Algorithm.HS256, true, true),
            new OidcClient("canary-service", Jwts.Algorithm.RS256, true, false));

    static Optional<OidcClient> of(String id) {
        return ALL.stream().filter(client -> client.id().equals(id)).findFirst();
    }
}
