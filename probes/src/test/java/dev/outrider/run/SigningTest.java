package dev.outrider.run;

import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outrider.result.Outcome;
import dev.outrider.result.Outcome.Trouble;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Headers that are computed from a finished request. */
final class SigningTest {
    private static final Vertx VERTX = Vertx.vertx(Runner.options());

    private Shop shop;

    @BeforeEach
    void open() {
        shop = new Shop(VERTX).on(POST, "/orders", 200, "{}");
    }

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void sees_the_request_as_it_goes_on_the_wire() throws Exception {
        Outcome outcome = run("""
                let: { at: string(epoch(now)) }
                steps:
                  - POST: /orders
                    query: { q: a b }
                    headers: { X-At: "${at}" }
                    json: { sku: A1, n: "${1 + 1}" }
                    sign:
                      X-Line: ${request.method} ${request.path}?${request.query} ${request.headers['x-at'] == at && request.headers['X-At'] == at}
                      X-Digest: sha-256=${hex(sha256(request.body))}
                      X-Text: ${request.text.replace('"', "'")} ${request.headers.host}
                """);
        assertThat(outcome).isEqualTo(new Outcome.Passed());
        String body = "{\"sku\":\"A1\",\"n\":2}";
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8));
        assertThat(shop.asked().getFirst().headers())
                .containsEntry("x-line", "POST /orders?q=a%20b true")
                .containsEntry("x-digest", "sha-256=" + HexFormat.of().formatHex(digest))
                .containsEntry("x-text", "{'sku':'A1','n':2} " + shop.url().replace("http://", ""));
    }

    @Test
    void one_value_can_give_all_headers_and_a_submitted_form_is_signed_too() {
        shop.on(GET, "/", 200, "<form method=post action=/orders><input name=a value=1></form>");
        Outcome outcome = run("""
                steps:
                  - GET: /
                  - submit: form
                    sign: ${aws.sigv4(request, 'AKID', secrets.home, 'eu-west-1', 'execute-api')}
                """);
        assertThat(outcome).isEqualTo(new Outcome.Passed());
        assertThat(shop.asked().getLast().headers().get("authorization"))
                .matches("AWS4-HMAC-SHA256 Credential=AKID/[0-9]{8}/eu-west-1/execute-api/aws4_request, "
                        + "SignedHeaders=content-type;host;x-amz-date, Signature=[0-9a-f]{64}");
    }

    @Test
    void what_cannot_be_signed_is_not_sent() {
        assertThat(run("""
                        steps:
                          - POST: /orders
                            sign: { X-Sig: "${jwt.sign({'a': 1}, 'no key', 'RS256')}" }
                        """)).isInstanceOfSatisfying(Outcome.Errored.class, error -> {
            assertThat(error.trouble()).isEqualTo(Trouble.EXPRESSION);
            assertThat(error.detail()).contains("the key is not a private RSA key in PEM");
        });
        assertThat(shop.asked()).isEmpty();
    }

    @Test
    void xml_is_read_by_path_and_a_document_type_is_refused() {
        shop.on(GET, "/feed", 200, """
                <?xml version="1.0"?><o:order xmlns:o="urn:o" state="OPEN"><item sku="A1"><name> Shoe &amp; sole </name>
                <price>12.50</price></item><item sku='B2'><name>Hat</name><price>3</price></item></o:order>""")
                .on(GET, "/bomb", 200, "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><a>&x;</a>")
                .on(GET, "/no", 200, "<a><b></a>");
        assertThat(run("""
                        steps:
                          - GET: /feed
                            expect:
                              - xml.text('/order/@state') == 'OPEN'
                              - xml.text('//name') == 'Shoe & sole'
                              - xml.text('o:order/item[2]/@sku') == 'B2' && xml.text('//item[last()]/name') == 'Hat'
                              - double(xml.text("/order/item[@sku='A1']/price")) == 12.5
                              - xml.count('//item') == 2 && xml.count('/order/*/price') == 2 && xml.count('//none') == 0
                        """)).isEqualTo(new Outcome.Passed());
        assertThat(run("steps: [{ GET: /bomb, expect: xml.text('/a') == '' }]").toString())
                .contains("the body has a DOCTYPE, which is not read");
        assertThat(run("steps: [{ GET: /no, expect: xml.count('/a') == 1 }]").toString())
                .contains("the body is not XML, it begins with '<a><b></a>'");
        assertThat(run("steps: [{ GET: /feed, expect: xml.text('/order/none') == '' }]")
                        .toString())
                .contains("nothing in the document is at '/order/none'");
    }

    private Outcome run(String steps) {
        return new Ride(VERTX, shop).run(steps).outcome();
    }
}
