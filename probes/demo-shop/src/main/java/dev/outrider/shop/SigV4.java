package dev.outrider.shop;

import static java.util.stream.Collectors.joining;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks a request that is signed as Amazon's services want it (Signature Version 4, in the Authorization header). */
final class SigV4 {
    static final String ACCESS_KEY = "CANARYACCESSKEY";

    private static final Pattern AUTHORIZATION = Pattern.compile(
            "AWS4-HMAC-SHA256 Credential=(\\w+)/(\\d{8})/([\\w-]+)/(\\w+)/aws4_request, ?SignedHeaders=([a-z0-9;-]+), ?Signature=([0-9a-f]{64})");
    private static final DateTimeFormatter AMZ_DATE =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final Duration TOLERANCE = Duration.ofMinutes(15);

    private SigV4() {}

    /** The code that Amazon gives to what is wrong; empty when it is right. */
    static Optional<String> wrong(RoutingContext ctx, String secret, Instant now) {
        Matcher header =
                AUTHORIZATION.matcher(Asked.header(ctx, "Authorization").orElse(""));
        String date = Asked.header(ctx, "X-Amz-Date").orElse("");
        if (!header.matches()) {
            return Optional.of("AuthorizationHeaderMalformed");
        }
        if (!header.group(1).equals(ACCESS_KEY)) {
            return Optional.of("InvalidAccessKeyId");
        }
        List<String> signed = List.of(header.group(5).split(";", -1));
        if (!signed.containsAll(List.of("host", "x-amz-date"))
                || isFar(date, now)
                || !date.startsWith(header.group(2))) {
            return Optional.of("RequestTimeTooSkewed");
        }
        if (!payload(ctx).equals(Asked.header(ctx, "X-Amz-Content-Sha256").orElse(payload(ctx)))) {
            return Optional.of("XAmzContentSHA256Mismatch");
        }
        String scope = String.join("/", header.group(2), header.group(3), header.group(4), "aws4_request");
        String text = String.join(
                "\n",
                "AWS4-HMAC-SHA256",
                date,
                scope,
                Digests.sha256(canonical(ctx, signed).getBytes(StandardCharsets.UTF_8)));
        String right = Digests.hex(Digests.hmac(key(secret, scope), text));
        return Digests.same(right, header.group(6)) ? Optional.empty() : Optional.of("SignatureDoesNotMatch");
    }

    private static byte[] key(String secret, String scope) {
        byte[] key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
        for (String part : scope.split("/", -1)) {
            key = Digests.hmac(key, part);
        }
        return key;
    }

    private static String canonical(RoutingContext ctx, List<String> signed) {
        String query = Optional.ofNullable(ctx.request().query()).orElse("");
        String sorted = List.of(query.split("&", -1)).stream()
                .filter(pair -> !pair.isEmpty())
                .map(pair -> pair.contains("=") ? pair : pair + "=")
                .sorted()
                .collect(joining("&"));
        String headers = signed.stream()
                .map(name ->
                        name + ":" + Asked.header(ctx, name).orElse("").strip().replaceAll(" +", " ") + "\n")
                .collect(joining());
        return String.join(
                "\n",
                ctx.request().method().name().toUpperCase(Locale.ROOT),
                Asked.path(ctx),
                sorted,
                headers,
                String.join(";", signed),
                payload(ctx));
    }

    private static String payload(RoutingContext ctx) {
        Buffer body = ctx.body().buffer();
        return Digests.sha256(body == null ? new byte[0] : body.getBytes());
    }

    private static boolean isFar(String date, Instant now) {
        try {
            Instant signed = Instant.from(AMZ_DATE.parse(date));
            return Duration.between(signed, now).abs().compareTo(TOLERANCE) > 0;
        } catch (DateTimeException noDate) {
            return true;
        }
    }
}
