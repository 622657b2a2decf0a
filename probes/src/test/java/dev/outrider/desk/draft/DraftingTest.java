package dev.outrider.desk.draft;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrider.desk.recording.Har;
import dev.outrider.desk.recording.Postman;
import dev.outrider.expr.Values;
import dev.outrider.script.Compiler;
import dev.outrider.script.Sources;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Values find the answer that they came from, in all the ways in which pages hand them on. */
class DraftingTest {
    private static final String TOKEN = "Zq8rT2mKp4vX9wLsAb12";
    private final List<Map<String, Object>> entries = new ArrayList<>();

    @Test
    void a_token_of_a_login_goes_into_authorization() {
        exchange(
                "POST",
                "/auth",
                Map.of(),
                "{\"user\":\"ana\",\"password\":\"pw\"}",
                200,
                "application/json",
                "{\"data\":{\"tokens\":[{\"access\":\"" + TOKEN + "\"}]}}");
        exchange("GET", "/me", Map.of("Authorization", "Bearer " + TOKEN), "", 200, "application/json", "{\"id\":1}");
        assertThat(journey())
                .contains("accessToken: json.data.tokens[0].access")
                .contains("Authorization: Bearer ${accessToken}")
                .contains("password: ${secrets.password}");
    }

    @Test
    void a_token_of_a_script_in_a_page_is_found_by_what_stands_around_it() {
        exchange(
                "GET",
                "/",
                Map.of(),
                "",
                200,
                "text/html",
                "<h1>Shop</h1><script>window.app = {\"csrf\":\"" + TOKEN + "\"}</script>");
        exchange("POST", "/cart", Map.of("X-CSRF-Token", TOKEN), "{\"sku\":\"A1\"}", 200, "application/json", "{}");
        assertThat(journey()).contains("csrfToken: text.split('csrf\":\"')[1].split('\"')[0]");
    }

    @Test
    void a_token_of_a_meta_element_a_header_and_a_cookie_are_found() {
        exchange(
                "GET",
                "/",
                Map.of(),
                "",
                200,
                "text/html",
                "<meta name=\"csrf-token\" content=\"" + TOKEN + "\"><h1>Shop</h1>",
                Map.of("X-Cart", "cart-9f8e7d6c5b4a", "Set-Cookie", "XSRF-TOKEN=0a1b2c3d4e5f6a7b; Path=/"));
        exchange(
                "POST",
                "/cart",
                Map.of("X-A", TOKEN, "X-Xsrf-Token", "0a1b2c3d4e5f6a7b"),
                "{\"cart\":\"cart-9f8e7d6c5b4a\"}",
                200,
                "application/json",
                "{}");
        assertThat(journey())
                .contains("html.attr('meta[name=csrf-token]', 'content')")
                .contains("headers['x-cart']")
                .contains("cookies['XSRF-TOKEN']");
    }

    @Test
    void an_id_in_a_list_is_found_by_the_name_beside_it_and_a_short_one_by_what_it_names() {
        exchange(
                "GET",
                "/api/products",
                Map.of(),
                "",
                200,
                "application/json",
                "{\"items\":[{\"id\":1,\"sku\":\"LAMP\"},{\"id\":7,\"sku\":\"SHOE\"}],\"page\":7}");
        exchange(
                "POST",
                "/api/cart",
                Map.of(),
                "{\"productId\":7,\"quantity\":1}",
                201,
                "application/json",
                "{\"id\":31,\"total\":7}");
        exchange("GET", "/api/cart/31", Map.of(), "", 200, "application/json", "{\"id\":31}");
        assertThat(journey())
                .contains("productId: json.items.filter(i, i.sku == 'SHOE')[0].id")
                .contains("productId: ${productId}")
                .contains("quantity: 1\n")
                .contains("cart: json.id")
                .contains("GET: /api/cart/${cart}");
    }

    @Test
    void a_code_of_a_redirect_is_read_from_where_it_led() {
        exchange("GET", "/login", Map.of(), "", 302, "", "", Map.of("Location", "/callback?code=" + TOKEN + "&s=1"));
        exchange("GET", "/callback?code=" + TOKEN + "&s=1", Map.of(), "", 200, "text/html", "<h1>Back</h1>");
        exchange("POST", "/token", Map.of(), "{\"code\":\"" + TOKEN + "\"}", 200, "application/json", "{\"ok\":true}");
        assertThat(journey()).contains("code: url(url).query.code").contains("- json.ok");
    }

    @Test
    void what_cannot_be_correlated_is_named_and_never_silent() {
        exchange("POST", "/api/x?state=" + TOKEN, Map.of(), "{\"device\":\"9f8e7d6c5b4a3f2e\"}", 200, "text/plain", "");
        Draft draft = draft();
        assertThat(draft.journey())
                .contains("  # the query 'state' looks made for one session")
                .contains("  # the JSON 'device' looks made for one session");
        assertThat(draft.notes()).anyMatch(note -> note.contains("the query 'state'"));
    }

    @Test
    void graphql_is_written_as_graphql() {
        exchange(
                "POST",
                "/graphql",
                Map.of("Content-Type", "application/json"),
                "{\"operationName\":\"Cart\",\"query\":\"query Cart($id: ID!) {\\n  cart(id: $id) { total }\\n}\","
                        + "\"variables\":{\"id\":\"c1\"}}",
                200,
                "application/json",
                "{\"data\":{\"cart\":{\"total\":3}}}");
        assertThat(journey())
                .contains("  - name: Cart\n")
                .contains("query: |-\n        query Cart($id: ID!) {\n          cart(id: $id) { total }\n        }")
                .contains("- has(json.data.cart.total)");
    }

    @Test
    void graphql_that_answered_with_errors_may_do_so_again_and_is_named_by_its_document() {
        exchange(
                "POST",
                "/graphql",
                Map.of(),
                "{\"query\":\"mutation Buy { buy { id } }\"}",
                200,
                "application/json",
                "{\"errors\":[{\"message\":\"sold out\"}]}");
        assertThat(draft().journey()).contains("  - name: Buy\n", "allowErrors: true", "- json.errors.size() > 0");
    }

    @Test
    void a_body_that_the_recording_lacks_is_told() {
        exchange("POST", "/api/documents", Map.of("Content-Type", "multipart/form-data; boundary=x"), "", 202, "", "");
        assertThat(draft().notes()).anyMatch(note -> note.contains("that the recording does not hold: write it"));
    }

    @Test
    void the_parts_of_an_upload_are_kept_and_its_file_is_told() {
        String body = """
                --x
                Content-Disposition: form-data; name="note"

                hello
                --x
                Content-Disposition: form-data; name="file"; filename="a.txt"


                --x--
                """;
        entries.add(Map.of(
                "startedDateTime", "2026-11-24T11:34:00Z",
                "request",
                        Map.of(
                                "method",
                                "POST",
                                "url",
                                "https://shop.test/upload",
                                "headers",
                                List.of(),
                                "postData",
                                Map.of("mimeType", "multipart/form-data; boundary=x", "text", body)),
                "response",
                        Map.of("status", 200L, "headers", List.of(), "content", Map.of("mimeType", "", "text", ""))));
        assertThat(journey()).contains("    multipart:\n      note: hello\n");
        assertThat(draft().notes()).anyMatch(note -> note.contains("uploaded file: put a file beside the journey"));
    }

    @Test
    void an_item_is_never_found_by_what_changes_with_it() {
        exchange(
                "GET",
                "/api/methods",
                Map.of(),
                "",
                200,
                "application/json",
                "{\"items\":[{\"code\":\"" + TOKEN
                        + "\",\"name\":\"Standard\"},{\"code\":\"x\",\"name\":\"Express\"}]}");
        exchange("POST", "/api/delivery", Map.of(), "{\"method\":\"" + TOKEN + "\"}", 200, "application/json", "{}");
        assertThat(journey()).contains("method: json.items.filter(i, i.name == 'Standard')[0].code");
    }

    @Test
    void what_the_customer_typed_stays_theirs_when_an_answer_repeats_it() {
        exchange(
                "POST",
                "/api/address",
                Map.of(),
                "{\"telephone\":\"0341123456\",\"gift\":\"" + TOKEN + "\"}",
                200,
                "application/json",
                "{\"telephone\":\"0341123456\",\"gift\":\"" + TOKEN + "\"}");
        exchange(
                "POST",
                "/api/order",
                Map.of(),
                "{\"telephone\":\"0341123456\",\"gift\":\"" + TOKEN + "\"}",
                200,
                "application/json",
                "{}");
        Draft draft = draft();
        assertThat(draft.journey()).doesNotContain("capture:").contains("telephone: \"0341123456\"");
        assertThat(draft.notes())
                .filteredOn(note -> note.contains("looks made"))
                .hasSize(1);
    }

    @Test
    void a_question_of_a_script_that_was_asked_before_is_asked_once() {
        exchange(
                "POST",
                "/graphql",
                Map.of(),
                "{\"query\":\"query Cart { cart { id } }\"}",
                200,
                "application/json",
                "{}");
        exchange("POST", "/api/address", Map.of(), "{\"city\":\"Leipzig\"}", 200, "application/json", "{}");
        exchange(
                "POST",
                "/graphql",
                Map.of(),
                "{\"query\":\"query Cart { cart { id } }\"}",
                200,
                "application/json",
                "{}");
        assertThat(journey()).contains("- name: Cart\n").doesNotContain("Cart (2)");
    }

    @Test
    void what_the_browser_gave_up_is_left_out_and_told() {
        exchange("GET", "/", Map.of(), "", 200, "text/html", "<h1>Shop</h1>");
        exchange("GET", "/api/slow", Map.of(), "", -1, "", "");
        Draft draft = draft();
        assertThat(draft.journey()).doesNotContain("/api/slow");
        assertThat(draft.notes()).anyMatch(note -> note.startsWith("1 request was given up"));
    }

    @Test
    void a_secret_in_a_url_is_left_out_and_told() {
        exchange("GET", "/api/x?api_key=" + TOKEN, Map.of(), "", 200, "text/plain", "");
        Draft draft = draft();
        assertThat(problems(draft)).isEmpty();
        assertThat(draft.journey()).contains("api_key: ${env.apiKey}").doesNotContain(TOKEN);
        assertThat(draft.environment("recorded")).contains("apiKey: SET-apiKey").doesNotContain(TOKEN);
        assertThat(draft.notes()).anyMatch(note -> note.contains("the query 'api_key' looks like a secret"));
    }

    @Test
    void what_chromium_left_out_of_an_export_is_told() {
        exchange("GET", "/", Map.of(), "", 200, "text/html", "<h1>Shop</h1>");
        String har =
                Values.toJson(Map.of("log", Map.of("creator", Map.of("name", "WebInspector"), "entries", entries)));
        assertThat(Har.read(har).notes()).anyMatch(note -> note.contains("export it \"with sensitive data\""));
    }

    @Test
    void names_of_a_postman_collection_stay_names() {
        Draft draft = Drafting.of(Postman.read("""
                {"info":{"name":"x"},"variable":[{"key":"host","value":"https://shop.test"},{"key":"lang","value":"en"}],
                 "item":[{"name":"Folder","item":[
                  {"name":"Sign in","request":{"method":"POST","url":{"raw":"{{host}}/auth?lang={{lang}}"},
                    "body":{"mode":"raw","raw":"{\\"password\\":\\"{{password}}\\"}","options":{"raw":{"language":"json"}}}},
                   "event":[{"listen":"test","script":{"exec":["pm.response.to.have.status(201);",
                    "const data = pm.response.json();","pm.environment.set('token', data.auth.token)"]}}]},
                  {"name":"Me","request":{"method":"GET","url":"{{host}}/me",
                    "auth":{"type":"bearer","bearer":[{"key":"token","value":"{{token}}"}]}}}]}]}
                """), wish()).orElseThrow();
        assertThat(draft.journey())
                .contains("- name: Sign in\n    POST: /auth")
                .contains("lang: ${env.lang}")
                .contains("password: ${secrets.password}")
                .contains("expect: status == 201")
                .contains("token: json.auth.token")
                .contains("Authorization: Bearer ${token}");
        assertThat(problems(draft)).isEmpty();
    }

    private void exchange(
            String method,
            String path,
            Map<String, String> headers,
            String body,
            int status,
            String mime,
            String text) {
        exchange(method, path, headers, body, status, mime, text, Map.of());
    }

    private void exchange(
            String method,
            String path,
            Map<String, String> headers,
            String body,
            int status,
            String mime,
            String text,
            Map<String, String> answered) {
        Map<String, Object> request = new LinkedHashMap<>(
                Map.of("method", method, "url", "https://shop.test" + path, "headers", list(headers)));
        if (!body.isEmpty()) {
            request.put("postData", Map.of("mimeType", "application/json", "text", body));
        }
        entries.add(Map.of(
                "startedDateTime",
                "2026-11-24T11:34:%02dZ".formatted(entries.size()),
                "request",
                request,
                "response",
                Map.of(
                        "status",
                        (long) status,
                        "headers",
                        list(answered),
                        "content",
                        Map.of("mimeType", mime, "text", text))));
    }

    private static List<Map<String, String>> list(Map<String, String> headers) {
        return headers.entrySet().stream()
                .map(each -> Map.of("name", each.getKey(), "value", each.getValue()))
                .toList();
    }

    private String journey() {
        Draft draft = draft();
        assertThat(problems(draft)).isEmpty();
        return draft.journey();
    }

    private Draft draft() {
        String har = Values.toJson(Map.of("log", Map.of("entries", entries)));
        return Drafting.of(Har.read(har), wish()).orElseThrow();
    }

    private static List<String> problems(Draft draft) {
        Sources sources = new Sources(
                Map.of("x.journey.yaml", draft.journey(), "environments/recorded.yaml", draft.environment("recorded")));
        return Compiler.compile(sources, "x.journey.yaml", Optional.of("recorded")).problems().stream()
                .map(problem -> problem.render(draft.journey()))
                .toList();
    }

    private static Wish wish() {
        return new Wish("bought", "team-shop", "recorded", Set.of(), "a test");
    }
}
