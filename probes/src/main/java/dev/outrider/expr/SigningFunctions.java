package dev.outrider.expr;

import static dev.cel.common.types.SimpleType.DYN;
import static dev.cel.common.types.SimpleType.STRING;
import static dev.outrider.expr.Function.global;
import static dev.outrider.expr.TextFunctions.text;

import dev.cel.common.types.CelType;
import dev.cel.common.types.MapType;
import java.util.List;
import java.util.Map;

/** Tokens and signatures of whole requests. */
final class SigningFunctions {
    private static final CelType MAP = MapType.create(STRING, DYN);
    private static final CelType HEADERS = MapType.create(STRING, STRING);
    private static final CelType REQUEST = Type.REQUEST.cel();

    static final List<Function> ALL = List.of(
            global(
                    "jwt.sign",
                    STRING,
                    List.of(MAP, STRING),
                    a -> Jwt.sign(map(a[0]), text(a, 1), "HS256", Map.of()),
                    "a JSON Web Token of these claims under a shared key (HS256)"),
            global(
                    "jwt.sign",
                    STRING,
                    List.of(MAP, STRING, STRING),
                    a -> Jwt.sign(map(a[0]), text(a, 1), text(a, 2), Map.of()),
                    "by HS256 HS384 HS512 under a shared key, by RS256 ES256 EdDSA under a private key in PEM (PKCS #8)"),
            global(
                    "jwt.sign",
                    STRING,
                    List.of(MAP, STRING, STRING, MAP),
                    a -> Jwt.sign(map(a[0]), text(a, 1), text(a, 2), map(a[3])),
                    "with more fields in its header: {'kid': 'k1'}"),
            global(
                    "aws.sigv4",
                    HEADERS,
                    List.of(REQUEST, STRING, STRING, STRING, STRING),
                    a -> Sigv4.headers(map(a[0]), text(a, 1), text(a, 2), text(a, 3), text(a, 4), ""),
                    "AWS Signature Version 4 of a request: request, access key id, secret key, region, service"),
            global(
                    "aws.sigv4",
                    HEADERS,
                    List.of(REQUEST, STRING, STRING, STRING, STRING, STRING),
                    a -> Sigv4.headers(map(a[0]), text(a, 1), text(a, 2), text(a, 3), text(a, 4), text(a, 5)),
                    "with a session token"));

    private SigningFunctions() {}

    private static Map<?, ?> map(Object value) {
        return (Map<?, ?>) value;
    }
}
