package dev.outrider.shop;

import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** A user and a password, as HTTP Basic has them. */
record Credentials(String user, String password) {
    static Optional<Credentials> of(RoutingContext ctx) {
        return Asked.header(ctx, "Authorization")
                .filter(header -> header.startsWith("Basic "))
                .flatMap(header -> decoded(header.substring("Basic ".length())));
    }

    private static Optional<Credentials> decoded(String base64) {
        try {
            String text = new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
            int colon = text.indexOf(':');
            return colon < 0
                    ? Optional.empty()
                    : Optional.of(new Credentials(text.substring(0, colon), text.substring(colon + 1)));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }
}
