package dev.outrider.shop;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Map;

/** JSON Web Tokens and the keys that sign them, which are made when they are first needed. Thread safe. */
final class Jwts {
    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();
    private static final int COORDINATE = 32;

    private final String secret;
    private final Map<Algorithm, KeyPair> pairs = new EnumMap<>(Algorithm.class);

    /** @param secret the shared key of HS256 */
    Jwts(String secret) {
        this.secret = secret;
    }

    enum Algorithm {
        RS256,
        ES256,
        HS256
    }

    String sign(Algorithm algorithm, JsonObject claims) {
        JsonObject header = new JsonObject().put("alg", algorithm.name()).put("typ", "JWT");
        if (algorithm != Algorithm.HS256) {
            header.put("kid", kid(algorithm));
        }
        String text = encoded(header.encode()) + "." + encoded(claims.encode());
        return text + "." + BASE64URL.encodeToString(signature(algorithm, text));
    }

    private byte[] signature(Algorithm algorithm, String text) {
        return switch (algorithm) {
            case RS256 -> signature("SHA256withRSA", pair(algorithm).getPrivate(), text);
            case ES256 ->
                signature("SHA256withECDSAinP1363Format", pair(algorithm).getPrivate(), text);
            case HS256 -> Digests.hmac(secret.getBytes(StandardCharsets.UTF_8), text);
        };
    }

    private static byte[] signature(String name, PrivateKey key, String text) {
        try {
            Signature signature = Signature.getInstance(name);
            signature.initSign(key);
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("could not sign with " + name, e);
        }
    }

    /** The public keys, as a JSON Web Key Set. */
    JsonObject keys() {
        RSAPublicKey rsa = (RSAPublicKey) pair(Algorithm.RS256).getPublic();
        ECPublicKey ec = (ECPublicKey) pair(Algorithm.ES256).getPublic();
        return new JsonObject()
                .put(
                        "keys",
                        new JsonArray()
                                .add(key(Algorithm.RS256, "RSA")
                                        .put(
                                                "n",
                                                number(
                                                        rsa.getModulus(),
                                                        rsa.getModulus().bitLength() / 8))
                                        .put("e", number(rsa.getPublicExponent(), 3)))
                                .add(key(Algorithm.ES256, "EC")
                                        .put("crv", "P-256")
                                        .put("x", number(ec.getW().getAffineX(), COORDINATE))
                                        .put("y", number(ec.getW().getAffineY(), COORDINATE))));
    }

    private static JsonObject key(Algorithm algorithm, String type) {
        return new JsonObject()
                .put("kid", kid(algorithm))
                .put("kty", type)
                .put("use", "sig")
                .put("alg", algorithm.name());
    }

    private static String kid(Algorithm algorithm) {
        return "key-" + Words.of(algorithm);
    }

    /** Unsigned, in so many bytes. */
    private static String number(BigInteger number, int size) {
        byte[] signed = number.toByteArray();
        byte[] bytes = new byte[size];
        int length = Math.min(size, signed.length);
        System.arraycopy(signed, signed.length - length, bytes, size - length, length);
        return BASE64URL.encodeToString(bytes);
    }

    private static String encoded(String json) {
        return BASE64URL.encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private synchronized KeyPair pair(Algorithm algorithm) {
        return pairs.computeIfAbsent(algorithm, Jwts::generated);
    }

    private static KeyPair generated(Algorithm algorithm) {
        if (algorithm == Algorithm.RS256) {
            return DemoKey.rsa();
        }
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has EC", e);
        }
    }
}
