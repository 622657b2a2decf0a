package dev.outrider.shop;

import static java.util.stream.Collectors.joining;

import io.vertx.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A request for a code, as it stands in a query or in the hidden fields of the consent page. */
record OidcRequest(Map<String, String> fields) {
    private static final List<String> NAMES = List.of(
            "response_type",
            "client_id",
            "redirect_uri",
            "scope",
            "state",
            "nonce",
            "code_challenge",
            "code_challenge_method",
            "prompt");

    OidcRequest {
        fields = Map.copyOf(fields);
    }

    static OidcRequest of(RoutingContext ctx) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String name : NAMES) {
            Asked.query(ctx, name).ifPresent(value -> fields.put(name, value));
        }
        return new OidcRequest(fields);
    }

    String get(String name) {
        return fields.getOrDefault(name, "");
    }

    Optional<OidcClient> client() {
        return OidcClient.of(get("client_id"))
                .filter(OidcClient::forPeople)
                .filter(_ -> get("redirect_uri").equals(OidcClient.REDIRECT));
    }

    /** What is wrong with it, in the words of RFC 6749 and a sentence. */
    Optional<String> wrong() {
        if (!get("response_type").equals("code")) {
            return Optional.of("unsupported_response_type");
        }
        boolean pkce = get("code_challenge").length() == 43
                && get("code_challenge_method").equals("S256");
        boolean openid = List.of(get("scope").split(" ", -1)).contains("openid");
        return pkce && openid ? Optional.empty() : Optional.of(pkce ? "invalid_scope" : "invalid_request");
    }

    /** The path that asks for the same, without the wish for a consent, which has been fulfilled. */
    String path() {
        return fields.entrySet().stream()
                .filter(field -> !field.getKey().equals("prompt"))
                .map(field -> field.getKey() + "=" + encoded(field.getValue()))
                .sorted()
                .collect(joining("&", "/oidc/authorize?", ""));
    }

    /** Where the customer goes with what came of it. */
    String answer(String name, String value) {
        return get("redirect_uri") + "?" + name + "=" + encoded(value) + "&state=" + encoded(get("state"));
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
