package dev.outrider.expr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrider.source.Passage;
import dev.outrider.source.Position;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tokens and signatures, held against what others compute. */
class SignaturesTest {
    private final Map<String, Object> names = new HashMap<>(Map.of("now", Instant.parse("2015-08-30T12:36:00Z")));

    @Test
    void a_token_under_a_shared_key_is_the_one_that_everybody_shows() {
        assertThat(
                        value(
                                "jwt.sign({'sub': '1234567890', 'name': 'John Doe', 'iat': 1516239022}, 'your-256-bit-secret')"))
                .isEqualTo("eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9"
                        + ".eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ"
                        + ".SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c");
        assertThat(value("jwt.claims(jwt.sign({'a': [1]}, 'k', 'HS512', {'kid': 'k1'})).a[0]"))
                .isEqualTo(1L);
    }

    @ParameterizedTest
    @CsvSource({"RS256, RSA, SHA256withRSA", "ES256, EC, SHA256withECDSAinP1363Format", "EdDSA, Ed25519, Ed25519"})
    void a_token_under_a_private_key_can_be_verified_with_the_public_one(String name, String kind, String algorithm)
            throws Exception {
        KeyPair keys = KeyPairGenerator.getInstance(kind).generateKeyPair();
        String pem = Base64.getMimeEncoder().encodeToString(keys.getPrivate().getEncoded());
        names.put("key", "-----BEGIN PRIVATE KEY-----\n" + pem + "\n-----END PRIVATE KEY-----\n");
        String token = value("jwt.sign({'sub': 'x'}, key, '" + name + "')").toString();
        String[] parts = token.split("\\.", -1);
        Signature signature = Signature.getInstance(algorithm);
        signature.initVerify(keys.getPublic());
        signature.update((parts[0] + "." + parts[1]).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(signature.verify(Base64.getUrlDecoder().decode(parts[2]))).isTrue();
    }

    @Test
    void a_request_is_signed_as_amazon_does_in_its_examples() {
        String key = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
        names.put("request", request("", Map.of("host", "example.amazonaws.com")));
        String call = "aws.sigv4(request, 'AKIDEXAMPLE', '" + key + "', 'us-east-1', 'service').Authorization";
        assertThat(value(call))
                .isEqualTo("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, "
                        + "SignedHeaders=host;x-amz-date, "
                        + "Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31");
        names.put("request", request("Param2=value2&Param1=value1", Map.of("host", "example.amazonaws.com")));
        assertThat(value(call).toString()).endsWith("b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500");
    }

    @Test
    void longer_digests_are_there_too() {
        assertThat(value("hex(sha512('abc'))").toString()).startsWith("ddaf35a193617aba");
        assertThat(value("hex(hmac.sha512('key', 'The quick brown fox jumps over the lazy dog'))")
                        .toString())
                .startsWith("b42af09057bac1e2d41708e48a902e09b5ff7f12ab428a4f");
    }

    private static Map<String, Object> request(String query, Map<String, String> headers) {
        return Map.of(
                "method",
                "GET",
                "url",
                "",
                "path",
                "/",
                "query",
                query,
                "headers",
                headers,
                "text",
                "",
                "body",
                new byte[0]);
    }

    private Object value(String text) {
        Scope scope = Scope.EMPTY.with("request", Type.REQUEST).with("key", Type.STRING);
        Expression expression = Expressions.compile(Passage.of("t", text, Position.START), scope, problem -> {
                    throw new IllegalArgumentException(problem.render(text));
                })
                .orElseThrow();
        assertThat(expression.evaluate(names::get)).isInstanceOf(Evaluation.Value.class);
        return ((Evaluation.Value) expression.evaluate(names::get)).value();
    }
}
