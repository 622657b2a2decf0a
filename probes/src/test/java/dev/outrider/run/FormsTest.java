package dev.outrider.run;

import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outrider.result.Outcome;
import dev.outrider.result.Outcome.Fault;
import dev.outrider.result.RunResult;
import io.vertx.core.Vertx;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Forms, sent as a browser would send them. */
final class FormsTest {
    private static final Vertx VERTX = Vertx.vertx(Runner.options());

    private Shop shop;

    @BeforeEach
    void open() {
        shop = new Shop(VERTX);
    }

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void all_kinds_of_fields_are_sent_as_a_browser_would() {
        shop.on(GET, "/shop/order", 200, """
                <html><form id=order method=post action="place?from=a#x">
                  <input type=hidden name=_csrf value="t&amp;1"><input name=email value="old@test"><input name=nameless2>
                  <input value=unnamed><input name=gone value=1 disabled>
                  <fieldset disabled><legend><input name=inlegend value=1></legend><input name=infieldset value=1></fieldset>
                  <input type=checkbox name=terms><input type=checkbox name=news value=weekly checked>
                  <input type=radio name=ship value=post checked><input type=radio name=ship value=bike>
                  <select name=size><option>S<option value=m selected>M<option disabled>XL</select>
                  <select name=none></select><select name=first><option disabled>-<option> one  two </select>
                  <select name=many multiple><option selected>a<option>b<option selected>c</select>
                  <textarea name=note>
                line 1
                line 2 é</textarea>
                  <input type=submit name=go value=Order><button name=other value=1>Other</button>
                  <button type=button name=never>x</button><input type=file name=proof>
                </form><input form=order name=outside value=9></html>""").on(POST, "/shop/place", 200, "ok");
        RunResult result = run("""
                steps:
                  - GET: /shop/order
                  - submit: form#order
                    with: { email: "${'new+1@test'}", terms: true, ship: bike, size: S, many: "${['b', 'c']}" }
                """);
        assertThat(result.outcome()).isEqualTo(new Outcome.Passed());
        Shop.Asked asked = shop.asked().getLast();
        assertThat(asked.line()).isEqualTo("POST /shop/place?from=a");
        assertThat(asked.body().split("&"))
                .containsExactly(
                        "_csrf=t%261",
                        "email=new%2B1%40test",
                        "nameless2=",
                        "inlegend=1",
                        "terms=on",
                        "news=weekly",
                        "ship=bike",
                        "size=S",
                        "first=one+two",
                        "many=b",
                        "many=c",
                        "note=line+1%0D%0Aline+2+%C3%A9",
                        "go=Order",
                        "proof=",
                        "outside=9");
        assertThat(asked.headers())
                .containsEntry("content-type", "application/x-www-form-urlencoded")
                .containsEntry("referer", shop.url() + "/shop/order")
                .containsEntry("origin", shop.url());
    }

    @Test
    void a_button_decides_where_and_how_and_a_get_puts_the_fields_into_the_url() {
        shop.on(GET, "/cart", 200, """
                <form method=post><input type=hidden name=zero value=0><input type=checkbox name=zero value=1>
                <input name=line[0][qty] value=1><input name=f_8213 type=email>
                <button name=do value=update>Update</button>
                <button id=check formmethod=get formaction=/check?old=1 name=do value=check>Check</button></form>""").on(GET, "/check", 200, "ok");
        RunResult result = run("""
                steps:
                  - GET: /cart
                  - submit: "#check"
                    with: { "line[0][qty]": 2, "input[type=email]": a@b, zero: true }
                """);
        assertThat(result.outcome()).isEqualTo(new Outcome.Passed());
        assertThat(shop.asked().getLast().line())
                .isEqualTo("GET /check?zero=0&zero=1&line%5B0%5D%5Bqty%5D=2&f_8213=a%40b&do=check");
        assertThat(shop.asked().getLast().headers()).doesNotContainKey("origin").containsKey("referer");
    }

    @Test
    void a_form_with_files_is_sent_in_parts() {
        shop.on(GET, "/", 200, """
                <form method=POST enctype=multipart/form-data><input name=a value='"1"'><input name=password value=2>
                <input type=file name=f></form>""").on(POST, "/", 200, "ok");
        RunResult result = run("""
                steps:
                  - GET: /
                  - submit: form
                """);
        assertThat(result.outcome()).isEqualTo(new Outcome.Passed());
        Shop.Asked asked = shop.asked().getLast();
        String boundary =
                String.valueOf(asked.headers().get("content-type")).replace("multipart/form-data; boundary=", "");
        assertThat(asked.body().replace(boundary, "B")).isEqualTo("""
                --B
                Content-Disposition: form-data; name="a"

                "1"
                --B
                Content-Disposition: form-data; name="password"

                2
                --B
                Content-Disposition: form-data; name="f"; filename=""
                Content-Type: application/octet-stream


                --B--
                """.replace("\n", "\r\n"));
        assertThat(result.evidence().exchanges().getLast().requestBody().orElseThrow())
                .contains("\"1\"", "[masked]", "[a file]");
    }

    @Test
    void the_last_page_is_the_one_that_redirects_led_to_and_json_is_no_page() {
        shop.on(
                        GET,
                        "/start",
                        (request, body) -> request.response()
                                .setStatusCode(302)
                                .putHeader("Location", "/deep/login")
                                .end())
                .on(GET, "/deep/login", 200, "<form method=post action=go><input name=a value=1></form>")
                .on(GET, "/api", 200, "{\"a\": 1}")
                .on(
                        GET,
                        "/moved",
                        (request, body) -> request.response()
                                .setStatusCode(302)
                                .putHeader("Location", "/")
                                .putHeader("Content-Type", "text/html")
                                .end("<p>moved"))
                .on(POST, "/deep/go", 200, "ok");
        assertThat(run("""
                        steps:
                          - GET: /start
                          - GET: /api
                          - GET: /moved
                            redirects: 0
                          - submit: form
                            headers: { Origin: "https://own.test" }
                        """).outcome()).isEqualTo(new Outcome.Passed());
        assertThat(shop.asked().getLast().line()).isEqualTo("POST /deep/go");
        assertThat(shop.asked().getLast().headers())
                .containsEntry("origin", "https://own.test")
                .containsEntry("referer", shop.url() + "/deep/login");
    }

    @Test
    void what_a_page_does_not_let_a_customer_do_is_its_fault() {
        shop.on(GET, "/", 200, """
                <form id=a><input name=x><select name=size><option>S<option>M</select>
                <input name=off disabled></form><form class=b></form><div id=d></div>""");
        Map<String, String> expected = Map.of(
                "submit: form#login",
                "nothing on the page matches 'form#login'; its forms are #a, html > body > form.b",
                "submit: div#d",
                "'div#d' matches <div>, which is neither a form nor a button of one",
                "submit: form#a\n    with: { y: 1 }",
                "the form has no field 'y'; it has: x, size, off",
                "submit: form#a\n    with: { size: XL }",
                "the field 'size' has no choice 'XL'; it has: S, M",
                "submit: form#a\n    with: { off: 1 }",
                "the field 'off' of the form is disabled");
        expected.forEach((step, message) -> assertThat(
                        run("steps:\n  - GET: /\n  - " + step + "\n").outcome())
                .isEqualTo(
                        new Outcome.Failed(Fault.CAPTURE, "cannot submit a form of " + shop.url() + "/: " + message)));
    }

    @Test
    void what_a_page_does_not_have_is_told_at_the_words_that_asked_for_it() {
        shop.on(GET, "/", 200, "<form id=a><input name=x></form>");
        RunResult field = run("steps:\n  - GET: /\n  - submit: form#a\n    with: { x: 1, mail: a@b }\n");
        assertThat(field.steps().getLast().expectations()).singleElement().satisfies(unmet -> {
            assertThat(unmet.key()).isEqualTo("with mail");
            assertThat(unmet.expression()).isEqualTo("mail");
            assertThat(unmet.actual()).isEqualTo("the form has no field 'mail'; it has: x");
            assertThat(unmet.line()).isEqualTo(8);
            assertThat(unmet.column()).isEqualTo(19);
        });
        RunResult form = run("steps:\n  - GET: /\n  - submit: form#signin\n");
        assertThat(form.steps().getLast().expectations()).singleElement().satisfies(unmet -> {
            assertThat(unmet.key()).isEqualTo("submit");
            assertThat(unmet.expression()).isEqualTo("form#signin");
            assertThat(unmet.line()).isEqualTo(7);
            assertThat(unmet.column()).isEqualTo(13);
        });
    }

    @Test
    void an_expression_can_look_at_a_form() {
        shop.on(
                GET,
                "/a/",
                200,
                "<form action=b method=POST><input name=x value=1><input name=y><input name=y></form>");
        assertThat(run("""
                        steps:
                          - GET: /a/
                            expect:
                              - html.form('form').action == env.shop + '/a/b'
                              - html.form('form').method == 'POST'
                              - html.form('form').fields.x == '1'
                              - html.form('form').fields.y == ['', '']
                        """).outcome()).isEqualTo(new Outcome.Passed());
    }

    @Test
    void referer_and_origin_tell_another_site_only_where_the_customer_comes_from() {
        try (Shop other = new Shop(VERTX)) {
            shop.on(GET, "/secret/page", 200, "<form method=post action=/jump></form>")
                    .on(
                            POST,
                            "/jump",
                            (request, body) -> request.response()
                                    .setStatusCode(307)
                                    .putHeader("Location", other.url() + "/land")
                                    .end());
            other.on(POST, "/land", 200, "ok");
            assertThat(run("""
                            steps:
                              - GET: /secret/page
                              - submit: form
                            """).outcome()).isEqualTo(new Outcome.Passed());
            assertThat(other.asked().getFirst().headers())
                    .containsEntry("referer", shop.url() + "/")
                    .containsEntry("origin", shop.url());
        }
    }

    private RunResult run(String steps) {
        return new Ride(VERTX, shop).run(steps);
    }
}
