package dev.outrider.shop;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;

/** The token endpoint of the provider, and what a service reads with its token. */
final class TokenRoutes {
    private final ShopConfig config;
    private final Grants grants;
    private final Jwts jwts;
    private final InstantSource clock;

    TokenRoutes(ShopConfig config, Grants grants, Jwts jwts, InstantSource clock) {
        this.config = config;
        this.grants = grants;
        this.jwts = jwts;
        this.clock = clock;
    }

    void mount(Steps steps) {
        steps.post(Step.TOKEN, "/api/oidc/token", this::token);
        steps.get(Step.SUPPLY, "/api/supply", this::supply);
    }

    static String bearer(RoutingContext ctx) {
        return Asked.header(ctx, "Authorization")
                .filter(header -> header.startsWith("Bearer "))
                .map(header -> header.substring("Bearer ".length()))
                .orElse("");
    }

    private void token(RoutingContext ctx) {
        Optional<OidcClient> client = client(ctx);
        if (client.isEmpty()) {
            error(ctx, 401, "invalid_client", "unknown client, or its secret is wrong; send it as HTTP Basic");
            return;
        }
        switch (Asked.field(ctx, "grant_type")) {
            case "client_credentials" -> service(ctx, client.get());
            case "authorization_code" -> code(ctx, client.get());
            default -> error(ctx, 400, "unsupported_grant_type", "authorization_code or client_credentials");
        }
    }

    /** The client that asks: by HTTP Basic when it has a secret, else by its name alone. */
    private Optional<OidcClient> client(RoutingContext ctx) {
        Optional<Credentials> given = Credentials.of(ctx);
        return given.isPresent()
                ? given.filter(each -> config.isPassword(each.password()))
                        .flatMap(each -> OidcClient.of(each.user()))
                        .filter(OidcClient::confidential)
                : OidcClient.of(Asked.field(ctx, "client_id")).filter(each -> !each.confidential());
    }

    private void service(RoutingContext ctx, OidcClient client) {
        if (client.forPeople()) {
            error(ctx, 400, "unauthorized_client", "this client speaks for people");
        } else {
            Answers.json(ctx, 200, granted(grants.token(client.id()), Asked.field(ctx, "scope")));
        }
    }

    private void code(RoutingContext ctx, OidcClient client) {
        Optional<Grants.Authorization> granted = grants.redeem(Asked.field(ctx, "code"))
                .filter(each -> each.request().get("client_id").equals(client.id()))
                .filter(each -> each.request().get("redirect_uri").equals(Asked.field(ctx, "redirect_uri")));
        if (granted.isEmpty()) {
            error(ctx, 400, "invalid_grant", "the code is unknown, used, too old or another client's");
        } else if (!granted.get().request().get("code_challenge").equals(challenge(ctx))) {
            error(ctx, 400, "invalid_grant", "code_verifier is not that of the code_challenge");
        } else {
            sign(ctx, client, granted.get());
        }
    }

    private void sign(RoutingContext ctx, OidcClient client, Grants.Authorization authorization) {
        String token = grants.token(authorization.account());
        Answers.json(
                ctx,
                200,
                granted(token, authorization.request().get("scope"))
                        .put("id_token", jwts.sign(client.signature(), claims(ctx, authorization))));
    }

    private static String challenge(RoutingContext ctx) {
        byte[] verifier = Asked.field(ctx, "code_verifier").getBytes(StandardCharsets.US_ASCII);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Digests.digest(verifier));
    }

    private JsonObject claims(RoutingContext ctx, Grants.Authorization authorization) {
        Instant now = clock.instant();
        return new JsonObject()
                .put("iss", OidcRoutes.issuer(ctx))
                .put("sub", authorization.account())
                .put("aud", authorization.request().get("client_id"))
                .put("iat", now.getEpochSecond())
                .put("exp", now.plus(Grants.TOKEN_TTL).getEpochSecond())
                .put("nonce", authorization.request().get("nonce"))
                .put("email", authorization.account());
    }

    private static JsonObject granted(String token, String scope) {
        return new JsonObject()
                .put("access_token", token)
                .put("token_type", "Bearer")
                .put("expires_in", Grants.TOKEN_TTL.toSeconds())
                .put("scope", scope);
    }

    private static void error(RoutingContext ctx, int status, String error, String description) {
        Answers.json(ctx, status, new JsonObject().put("error", error).put("error_description", description));
    }

    private void supply(RoutingContext ctx) {
        if (grants.subject(bearer(ctx)).flatMap(OidcClient::of).isEmpty()) {
            Answers.problem(ctx, 401, "send a service's access token as Authorization: Bearer");
        } else {
            Answers.json(ctx, 200, new JsonObject().put("next", "TENT-0009").put("inDays", 12));
        }
    }
}
