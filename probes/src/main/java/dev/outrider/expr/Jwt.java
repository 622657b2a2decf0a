package dev.outrider.expr;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes JSON Web Tokens (RFC 7519) in their compact form. */
final class Jwt {
    private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();

    private Jwt() {}

    /** @param more fields of the header beside {@code alg} and {@code typ} */
    static String sign(Map<?, ?> claims, String key, String algorithm, Map<?, ?> more) {
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("alg", algorithm);
        header.put("typ", "JWT");
        more.forEach((name, value) -> header.put(Values.text(name), value));
        String signed = part(header) + "." + part(claims);
        Work.makes(2L * signed.length());
        return signed + "." + URL.encodeToString(signature(algorithm, key, signed.getBytes(UTF_8)));
    }

    private static String part(Map<?, ?> fields) {
        return URL.encodeToString(Json.write(fields).getBytes(UTF_8));
    }

    private static byte[] signature(String algorithm, String key, byte[] signed) {
        return switch (algorithm) {
            case "HS256" -> Digests.mac("HmacSHA256", key.getBytes(UTF_8), signed);
            case "HS384" -> Digests.mac("HmacSHA384", key.getBytes(UTF_8), signed);
            case "HS512" -> Digests.mac("HmacSHA512", key.getBytes(UTF_8), signed);
            case "RS256" -> signature("SHA256withRSA", "RSA", key, signed);
            case "ES256" -> signature("SHA256withECDSAinP1363Format", "EC", key, signed);
            case "EdDSA" -> signature("Ed25519", "Ed25519", key, signed);
            default ->
                throw new Unfit("'" + Shown.text(algorithm, 20)
                        + "' is not an algorithm of tokens here; there are HS256 HS384 HS512 RS256 ES256 EdDSA");
        };
    }

    /** A key that is none is never quoted. */
    private static byte[] signature(String algorithm, String kind, String pem, byte[] signed) {
        try {
            byte[] encoded = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
            PrivateKey key = KeyFactory.getInstance(kind).generatePrivate(new PKCS8EncodedKeySpec(encoded));
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(signed);
            return signature.sign();
        } catch (GeneralSecurityException | IllegalArgumentException wrong) {
            throw new Unfit("the key is not a private %s key in PEM (PKCS #8, BEGIN PRIVATE KEY)".formatted(kind));
        }
    }
}
