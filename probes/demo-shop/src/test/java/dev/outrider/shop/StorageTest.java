package dev.outrider.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class StorageTest {
    private static final String PATH = "/api/storage/receipts/r-1.txt";
    private static final String EMPTY = Digests.sha256(new byte[0]);
    private static final String DATE = "20261127T120000Z";

    private final OpenShop open = new OpenShop();
    private final Browser service = open.browser();

    @AfterEach
    void close() {
        open.close();
    }

    @Test
    void a_signed_request_is_done_and_one_that_is_not_is_told_why() {
        assertThat(get(ShopConfig.DEFAULT_PASSWORD).body()).contains("<Code>NoSuchKey</Code>");
        assertThat(get("wrong").body()).contains("<Code>SignatureDoesNotMatch</Code>");
        assertThat(service.get(PATH).body()).contains("<Code>AuthorizationHeaderMalformed</Code>");
        open.pass(Duration.ofSeconds(901));
        assertThat(get(ShopConfig.DEFAULT_PASSWORD).body()).contains("<Code>RequestTimeTooSkewed</Code>");
    }

    /** Signed by the book, once more from the beginning. */
    private HttpResponse<String> get(String secret) {
        String host = service.origin().substring("http://".length());
        String signed = "host;x-amz-content-sha256;x-amz-date";
        String canonical = "GET\n" + PATH + "\n\nhost:" + host + "\nx-amz-content-sha256:" + EMPTY + "\nx-amz-date:"
                + DATE + "\n\n" + signed + "\n" + EMPTY;
        String scope = "20261127/eu-west-1/s3/aws4_request";
        String text = "AWS4-HMAC-SHA256\n" + DATE + "\n" + scope + "\n"
                + Digests.sha256(canonical.getBytes(StandardCharsets.UTF_8));
        byte[] key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
        for (String part : scope.split("/", -1)) {
            key = Digests.hmac(key, part);
        }
        return service.get(
                PATH,
                "X-Amz-Date",
                DATE,
                "X-Amz-Content-Sha256",
                EMPTY,
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=" + SigV4.ACCESS_KEY + "/" + scope + ", SignedHeaders=" + signed
                        + ", Signature=" + Digests.hex(Digests.hmac(key, text)));
    }
}
