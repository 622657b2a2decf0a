package dev.outrider.shop;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * An OpenID Connect provider for the customers of the shop: who is not logged in is sent to the login first; a consent is
 * asked once for each customer and program, or whenever {@code prompt=consent} wishes it.
 */
final class OidcRoutes {
    private final Grants grants;
    private final Jwts jwts;
    private final Door door;

    OidcRoutes(Grants grants, Jwts jwts, Door door) {
        this.grants = grants;
        this.jwts = jwts;
        this.door = door;
    }

    void mount(Steps steps) {
        steps.get(Step.KEYS, "/.well-known/openid-configuration", OidcRoutes::discovery);
        steps.get(Step.KEYS, "/api/oidc/keys", ctx -> Answers.json(ctx, 200, jwts.keys()));
        steps.get(Step.AUTHORIZE, "/oidc/authorize", this::authorize);
        steps.post(Step.CONSENT, "/oidc/consent", this::consent);
        steps.get(Step.USERINFO, "/api/oidc/userinfo", this::userinfo);
    }

    static String issuer(RoutingContext ctx) {
        return "http://" + Asked.header(ctx, "Host").orElse("");
    }

    private static void discovery(RoutingContext ctx) {
        String issuer = issuer(ctx);
        Answers.json(
                ctx,
                200,
                new JsonObject()
                        .put("issuer", issuer)
                        .put("authorization_endpoint", issuer + "/oidc/authorize")
                        .put("token_endpoint", issuer + "/api/oidc/token")
                        .put("userinfo_endpoint", issuer + "/api/oidc/userinfo")
                        .put("jwks_uri", issuer + "/api/oidc/keys")
                        .put("response_types_supported", new JsonArray().add("code"))
                        .put("subject_types_supported", new JsonArray().add("public"))
                        .put("code_challenge_methods_supported", new JsonArray().add("S256"))
                        .put(
                                "id_token_signing_alg_values_supported",
                                new JsonArray().add("RS256").add("ES256").add("HS256")));
    }

    private void authorize(RoutingContext ctx) {
        OidcRequest request = OidcRequest.of(ctx);
        if (request.client().isEmpty()) {
            // Nobody is sent to an address that is not known to be the program's.
            Answers.refuse(ctx, 400, "We do not know this program, or it may not send you there.");
            return;
        }
        Optional<String> wrong = request.wrong();
        Optional<Door.Customer> customer = door.known(ctx);
        if (wrong.isPresent()) {
            Answers.redirect(ctx, 302, request.answer("error", wrong.get()));
        } else if (customer.isEmpty()) {
            Answers.redirect(ctx, 302, "/login?next=" + OidcRequest.encoded(request.path()));
        } else if (request.get("prompt").equals("consent") || !grants.consented(consent(customer.get(), request))) {
            Answers.page(ctx, 200, Page.html("Allow?", question(customer.get(), request)));
        } else {
            String code = grants.code(new Grants.Authorization(customer.get().account(), request));
            Answers.redirect(ctx, 302, request.answer("code", code));
        }
    }

    private static Grants.Consent consent(Door.Customer customer, OidcRequest request) {
        return new Grants.Consent(customer.account(), request.get("client_id"), request.get("scope"));
    }

    private static String question(Door.Customer customer, OidcRequest request) {
        String fields = request.fields().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(field -> Page.hidden(field.getKey(), field.getValue()))
                .collect(Collectors.joining());
        return """
                <h1>Allow %s to know who you are?</h1>
                <p>It asks for: %s</p>
                <form id="consent" method="post" action="/oidc/consent">
                <input type="hidden" name="_csrf" value="%s">%s
                <button name="answer" value="allow">Allow</button> <button name="answer" value="deny">Deny</button>
                </form>""".formatted(
                        Page.text(request.get("client_id")),
                        Page.text(request.get("scope")),
                        customer.session().csrf(),
                        fields);
    }

    private void consent(RoutingContext ctx) {
        OidcRequest request = OidcRequest.of(ctx);
        door.trustedCustomer(ctx).ifPresent(customer -> {
            if (request.client().isEmpty()) {
                Answers.refuse(ctx, 400, "We do not know this program, or it may not send you there.");
            } else if (Asked.field(ctx, "answer").equals("allow")) {
                grants.consent(consent(customer, request));
                Answers.seeOther(ctx, request.path());
            } else {
                Answers.redirect(ctx, 303, request.answer("error", "access_denied"));
            }
        });
    }

    private void userinfo(RoutingContext ctx) {
        grants.subject(TokenRoutes.bearer(ctx))
                .ifPresentOrElse(
                        subject -> Answers.json(
                                ctx, 200, new JsonObject().put("sub", subject).put("email", subject)),
                        () -> {
                            ctx.response().putHeader("www-authenticate", "Bearer error=\"invalid_token\"");
                            Answers.problem(ctx, 401, "send the access token as Authorization: Bearer");
                        });
    }
}
