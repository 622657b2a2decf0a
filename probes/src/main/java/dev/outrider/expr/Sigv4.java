package dev.outrider.expr;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cel.common.values.CelByteString;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** AWS Signature Version 4 of a whole request, by its headers. */
final class Sigv4 {
    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final HexFormat HEX = HexFormat.of();

    private Sigv4() {}

    /** The headers to add; host, date and what else of Amazon's is there are signed. */
    static Object headers(
            Map<?, ?> request, String keyId, String secret, String region, String service, String session) {
        String time = TIME.format((Instant) Work.name("now", Instant::now));
        String payload = HEX.formatHex(Digests.of("SHA-256", bytes(request.get("body"))));
        Map<String, Object> added = new LinkedHashMap<>();
        added.put("X-Amz-Date", time);
        if (service.equals("s3")) {
            added.put("X-Amz-Content-Sha256", payload);
        }
        if (!session.isEmpty()) {
            added.put("X-Amz-Security-Token", session);
        }
        Map<String, String> signed = signed(request, added);
        String names = String.join(";", signed.keySet());
        String scope = String.join("/", time.substring(0, 8), region, service, "aws4_request");
        String canonical = canonical(request, signed, names, payload, service);
        String text = String.join(
                "\n", ALGORITHM, time, scope, HEX.formatHex(Digests.of("SHA-256", canonical.getBytes(UTF_8))));
        byte[] key = ("AWS4" + secret).getBytes(UTF_8);
        for (String part : scope.split("/", -1)) {
            key = mac(key, part);
        }
        added.put(
                "Authorization",
                "%s Credential=%s/%s, SignedHeaders=%s, Signature=%s"
                        .formatted(ALGORITHM, keyId, scope, names, HEX.formatHex(mac(key, text))));
        return new JsonObject(added);
    }

    private static byte[] mac(byte[] key, String text) {
        return Digests.mac("HmacSHA256", key, text.getBytes(UTF_8));
    }

    private static byte[] bytes(@Nullable Object body) {
        byte[] bytes = body instanceof CelByteString binary ? binary.toByteArray() : new byte[0];
        Work.makes(bytes.length);
        return bytes;
    }

    private static Map<String, String> signed(Map<?, ?> request, Map<String, Object> added) {
        Map<String, String> signed = new TreeMap<>();
        if (request.get("headers") instanceof Map<?, ?> headers) {
            headers.forEach((name, value) -> {
                if (name.equals("host")
                        || name.equals("content-type")
                        || name.toString().startsWith("x-amz-")) {
                    signed.put(name.toString(), value.toString());
                }
            });
        }
        added.forEach((name, value) -> signed.put(name.toLowerCase(Locale.ROOT), value.toString()));
        return signed;
    }

    private static String canonical(
            Map<?, ?> request, Map<String, String> signed, String names, String payload, String service) {
        String path = String.valueOf(request.get("path"));
        String headers = signed.entrySet().stream()
                .map(header -> header.getKey() + ":" + header.getValue().strip().replaceAll(" +", " ") + "\n")
                .collect(Collectors.joining());
        return String.join(
                "\n",
                String.valueOf(request.get("method")),
                // All but S3 want it encoded a second time.
                service.equals("s3") ? path : path.replace("%", "%25"),
                query(String.valueOf(request.get("query"))),
                headers,
                names,
                payload);
    }

    private static String query(String raw) {
        return raw.isEmpty()
                ? ""
                : Arrays.stream(raw.split("&", -1))
                        .map(pair -> pair.contains("=") ? pair : pair + "=")
                        .map(pair -> pair.replace("+", "%20"))
                        .sorted()
                        .collect(Collectors.joining("&"));
    }
}
