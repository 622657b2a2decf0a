package dev.outrider.expr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrider.source.Passage;
import dev.outrider.source.Position;
import dev.outrider.source.Problem;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionTest {
    private static final Scope SCOPE = Scope.EMPTY
            .with("status", Type.INT)
            .with("json", Type.DYN)
            .with("text", Type.STRING)
            .with("html", Type.HTML)
            .with("headers", Type.STRING_MAP)
            .with(
                    "timing",
                    Type.struct("timing", Values.PHASES.stream().collect(Collectors.toMap(p -> p, p -> Type.DURATION))))
            .with("now", Type.TIMESTAMP)
            .with("cart", Type.DYN.optional())
            .with("id", Type.DYN);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "status == 200 | true",
                "status in [200, 201] | true",
                "json.price * json.quantity | 3.0",
                "json.price + 1.5 | 2.5",
                "1.5 + json.price | 2.5",
                "json.three * 2.5 | 7.5",
                "json.three - 0.5 | 2.5",
                "json.three / 2.0 | 1.5",
                "0.5 - json.three | -2.5",
                "4.5 / json.three | 1.5",
                "status * 1.5 | 300.0",
                "1.5 * status | 300.0",
                "status - 0.5 | 199.5",
                "0.5 - status | -199.5",
                "status / 0.5 | 400.0",
                "100.0 / status | 0.5",
                "status + 0.5 | 200.5",
                "json.missing == null | Unfit[reason=no field 'missing' here; this object has: price, quantity, nothing, items, name, deep, three]",
                "json.nothing == null | true",
                "has(json.nothing) | true",
                "has(json.other) | false",
                "json.?other.orValue('none') | none",
                "json.items.size() | 3",
                "json.find('sku') == ['A', 'B', 'C'] | true",
                "json.find('price')[0] == json.price | true",
                "json.items[1].find('sku') == ['B'] | true",
                "json.find('nowhere').size() | 0",
                "json.name.find('sku') | Unfit[reason=only an object or a list of JSON is searched, and this is 'Ada']",
                "json.items[1].sku | B",
                "json.items[7].sku | Unfit[reason=the list has no item 7]",
                "json.items.filter(i, i.price > 2.0).map(i, i.sku).join() | BC",
                "json.items.map(i, i.price) == [1.5, 2.5, 3.5] | true",
                "json.items.sortBy(i, i.price)[0].sku | A",
                "sum(json.items.map(i, i.price)) | 7.5",
                "sum([1, 2]) | 3",
                "json['name'] | Ada",
                "'name' in json | true",
                "json.name.size() | 3",
                "json.name.upperAscii() | ADA",
                "json.name.startsWith(json.price) | \"Unfit[reason='startsWith' does not fit the types that were there]\"",
                "json.name > 3 | \"Unfit[reason='>' does not fit the types that were there]\"",
                "\"json.items.filter(i, i.sku.deep == 1 || i.price > 9.0)\" | Unfit[reason=no field 'deep' here: it is not an object]",
                "\"json.items.filter(i, json.items[7].sku == '' || false)\" | Unfit[reason=the list has no item 7]",
                "\"(json.missing == 1 || false) ? 1 : 2\" | Unfit[reason=no field 'missing' here; this object has: price, quantity, nothing, items, name, deep, three]",
                "\"(html.text('h9') == '' || false) ? 1 : 2\" | Unfit[reason='text' cannot be done with what was there]",
                "\"(status / 0 == 1 || false) ? 1 : 2\" | Unfit[reason=it divides by zero]",
                "json.name ? 1 : 2 | Unfit[reason=a condition is true or false, and here it was 'Ada']",
                "json.name.first | Unfit[reason=no field 'first' here: json.name is text]",
                "json.items.length == 3 | Unfit[reason=no field 'length' here: json.items is a list; write json.items.size()]",
                "json.items.sku | Unfit[reason=no field 'sku' here: json.items is a list; of its first item it is json.items[0].sku]",
                "json.items[0].price.cents > 1 | Unfit[reason=no field 'cents' here: json.items[0].price is a number]",
                "json.items.all(i, i.sku.id > 1) | Unfit[reason=no field 'id' here: it is not an object]",
                "double('€ 34.50') | Unfit[reason='€ 34.50' is not a number; take away what is not of it, as by replace('€', '')]",
                "int(json.name) | Unfit[reason='Ada' is not a number]",
                "double('') | Unfit[reason='' is not a number]",
                "int('3.5') | Unfit[reason='3.5' is not a whole number; write double(...)]",
                "timestamp(json.name) > now | Unfit[reason='Ada' is not an instant; one is 2026-11-27T08:00:00Z]",
                "duration(json.name) > timing.tls | Unfit[reason=this is not a duration; one is 800ms or 1.5s or 2m]",
                "bool(json.name) | Unfit[reason='Ada' is neither true nor false]",
                "json.price == 1.0 | true",
                "headers['etag'] | w1",
                "headers.etag | w1",
                "headers['nope'] | Unfit[reason=no 'nope' here]",
                "timing.total < duration('2s') | true",
                "timing.tls == duration('0s') | true",
                "now > timestamp('1970-01-01T00:00:00Z') | true",
                "cart.orValue('none') | none",
                "id == 3 | Missing[name=id]",
                "html.text('h1') | Hello & welcome",
                "html.attr('a', 'href') | http://shop/cart",
                "html.count('li') | 2",
                "json.decode(html.text('script#state')).cart | c1",
                "html.text('h9') | Unfit[reason=nothing on the page matches 'h9']",
                "'a,b,c'.split(',')[1] | b",
                "'a.b'.replace('.', '-') | a-b",
                "'abc'.substring(1, 2) | b",
                "['a', 'b'].join('+') | a+b",
                "hex(sha256('abc')) | ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                "hex(hmac.sha256('key', 'The quick brown fox jumps over the lazy dog')) | f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8",
                "basicAuth('Aladdin', 'open sesame') | Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==",
                "totp('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ') | 287082",
                "epoch(timestamp('2001-09-09T01:46:40Z')) | 1000000000",
                "string(base64.decode('YWJj')) | abc",
                "uuid().size() | 36",
                "jwt.claims('eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZGEifQ.').sub | ada",
                "url('https://a.example/x?b=c%20d').query.b | c d",
                "near(json.price, 1.01, 0.01) | true",
                "'2026-11-27'.matches('^[0-9]{4}-[0-9]{2}-[0-9]{2}$') | true",
                "json.encode({'a': [1, 2.5, null]}) | \"{\"\"a\"\":[1,2.5,null]}\"",
                "json.decode('[1]')[0] | 1",
                "math.greatest(1, 2) | 2",
                "status / 0 | Unfit[reason=it divides by zero]"
            })
    void evaluates(String expression, String value) {
        Evaluation evaluation = compiled(expression).evaluate(this::given);
        assertThat(evaluation instanceof Evaluation.Value(Object found) ? found.toString() : evaluation.toString())
                .isEqualTo(value);
    }

    @Test
    void a_name_that_never_came_to_be_does_no_harm_where_it_does_not_decide() {
        assertThat(compiled("status == 200 || id == 3").evaluate(this::given)).isEqualTo(new Evaluation.Value(true));
    }

    @Test
    void filtering_and_mapping_cost_what_they_look_at_and_no_more() {
        Expression expression = compiled("json.filter(i, i >= 0).map(i, i + 1).size()");
        Object json = Values.json(
                IntStream.range(0, 30_000).mapToObj(Integer::toString).collect(Collectors.joining(",", "[", "]")));
        long start = System.nanoTime();
        assertThat(expression.evaluate(name -> json)).isEqualTo(new Evaluation.Value(30_000L));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void lists_that_grow_from_one_list_do_not_see_each_other() {
        assertThat(compiled("[[1].map(i, i)].map(l, [l + [2], l + [3], l]) == [[[1, 2], [1, 3], [1]]]")
                        .evaluate(this::given))
                .isEqualTo(new Evaluation.Value(true));
    }

    @Test
    void a_thousand_items_are_walked_in_milliseconds_and_not_in_seconds() {
        Expression expression = compiled("json.items.all(i, i.price < json.total + 1e5)");
        Object json = Values.json(IntStream.range(0, 1000)
                .mapToObj(i -> "{\"price\":" + i + ",\"sku\":\"s" + i + "\",\"deep\":{\"a\":[1,2,{\"b\":3}]}}")
                .collect(Collectors.joining(",", "{\"total\":1,\"items\":[", "]}")));
        expression.evaluate(name -> json);
        long start = System.nanoTime();
        assertThat(expression.evaluate(name -> json)).isEqualTo(new Evaluation.Value(true));
        // Ordinary maps take 6 s here; a slow and busy machine needs 20 ms.
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(500));
    }

    @Test
    void loops_have_a_limit_that_is_ours_and_not_the_targets() {
        Object json = Values.json(
                IntStream.range(0, 400).mapToObj(Integer::toString).collect(Collectors.joining(",", "[", "]")));
        Evaluation evaluation = compiled("json.all(a, json.all(b, a + b >= 0))").evaluate(name -> json);
        assertThat(evaluation).isInstanceOf(Evaluation.Limit.class);
    }

    @Test
    void doubling_a_text_over_and_over_reaches_a_limit_and_not_the_end_of_memory() {
        String expression = "['" + "x".repeat(100) + "']" + ".map(a, a + a)".repeat(24) + ".size() > 0";
        assertThat(compiled(expression).evaluate(this::given)).isInstanceOf(Evaluation.Limit.class);
        String replaced = "'xx'" + ".replace('x', 'xxxxxxxxxx')".repeat(20) + " == ''";
        assertThat(compiled(replaced).evaluate(this::given)).isInstanceOf(Evaluation.Limit.class);
    }

    @Test
    void a_limit_stays_a_limit_when_the_condition_could_have_gone_round_it() {
        String bomb = "'xx'" + ".replace('x', 'xxxxxxxxxx')".repeat(20) + " == '' || true";
        assertThat(compiled(bomb).evaluate(this::given)).isInstanceOf(Evaluation.Limit.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "json.state == 'CONFIRMED' | json.state was 'PENDING'",
                "status == 202 && json.state == 'CONFIRMED' | json.state was 'PENDING'",
                "json.items.exists(i, i.qty > 2) | json.items was [{\"qty\":1}]",
                "status in [200, 201] | status was 202",
                "json.state.startsWith('C') | json.state was 'PENDING'",
                "json.oder.id == 'x' | json was {\"state\":\"PENDING\",\"items\":[{\"qty\":1}]}",
                "!(json.items.size() == 1) | json.items.size() was 1",
                "json.items[0].qty == '1' | json.items[0].qty was 1, a number, not text",
                "'PENDING' == json.items[0].qty | json.items[0].qty was 1, a number, not text",
                "json.state == 3 | json.state was 'PENDING', text, not a number",
                "json.items[0].qty * 2 > 5 | json.items[0].qty * 2 was 2"
            })
    void says_what_was_there_instead(String expression, String finding) {
        Object json = Values.json("{\"state\":\"PENDING\",\"items\":[{\"qty\":1}]}");
        Map<String, Object> names = Map.of("json", json, "status", 202L);
        assertThat(compiled(expression).explain(names::get))
                .map(found -> found.part() + " was " + found.value())
                .containsExactly(finding);
    }

    @Test
    void a_finding_stands_at_its_own_place() {
        Expression expression = compiled("status == 202 &&\n  json.state == 'CONFIRMED'");
        Map<String, Object> names = Map.of("json", Values.json("{\"state\":\"PENDING\"}"), "status", 202L);
        Expression.Finding finding = expression.explain(names::get).getFirst();
        assertThat(finding.place()).hasToString("x:2:3");
        assertThat(finding.place().width()).isEqualTo("json.state".length());
    }

    @Test
    void reads_its_names_with_their_fields_and_not_those_of_its_loops() {
        Expression expression = compiled("json.items.all(i, i.price > 0) && headers['etag'] != text && has(json.a)");
        assertThat(expression.reads()).containsExactlyInAnyOrder("json", "headers", "text");
        assertThat(expression.readings())
                .extracting(reading ->
                        reading.name() + reading.field().map(f -> "." + f).orElse(""))
                .containsExactly("json.items", "headers.etag", "text", "json.a");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "text.matches('((x{1000}){1000}){1000}') | the counts of a pattern multiply to at most 1000",
                "text.matches(json.pattern) | a pattern must be written out, so that its cost is known",
                "text.matches('(a') | this is not a pattern: missing closing ) '(a'",
                "html.text('[x~=(a+)+$]') | a CSS selector cannot hold a regular expression here",
                "html.text('a[') | 'a[' is not a CSS selector: a '[' is never closed",
                "timing.total < duration('2 s') | '2 s' is not a duration; one is 800ms or 1.5s or 2m",
                "now < timestamp('tomorrow') | 'tomorrow' is not an instant; one is 2026-11-27T08:00:00Z"
            })
    void refuses_what_would_hang_or_never_work(String expression, String message) {
        assertThat(problems(expression)).extracting(Problem::message).containsExactly(message);
    }

    @Test
    void nested_and_long_expressions_are_refused_and_not_overflowed() {
        assertThat(problems("(".repeat(1900) + "1" + ")".repeat(1900))).hasSize(1);
        assertThat(problems("!".repeat(3900) + "true").size()).isLessThanOrEqualTo(1);
        assertThat(problems("[".repeat(1900) + "]".repeat(1900))).hasSize(1);
        assertThat(problems("1" + "+1".repeat(1990)).size()).isLessThanOrEqualTo(1);
        assertThat(problems("json" + ".a".repeat(1990)).size()).isLessThanOrEqualTo(1);
        assertThat(problems("status == 200 && ".repeat(300) + "true")).hasSize(1);
    }

    @Test
    void a_template_keeps_the_type_of_a_single_value_and_escapes_in_urls() {
        Template url = new Template(List.of(
                new Template.Hole(compiled("text")),
                new Template.Literal("/p/"),
                new Template.Hole(compiled("json.name"))));
        Map<String, Object> names = Map.of("text", "http://shop", "json", Map.of("name", "a b/c"));
        assertThat(url.url(names::get)).isEqualTo(new Evaluation.Value("http://shop/p/a%20b%2Fc"));
        assertThat(new Template(List.of(new Template.Hole(compiled("status")))).value(name -> 7L))
                .isEqualTo(new Evaluation.Value(7L));
        assertThat(new Template(List.of(new Template.Literal("a"), new Template.Hole(compiled("json"))))
                        .text(name -> Map.of(), text -> text))
                .isEqualTo(new Evaluation.Unfit("json is an object, which cannot stand in text"));
    }

    private @Nullable Object given(String name) {
        return switch (name) {
            case "status" -> 200L;
            case "json" -> Values.json("""
                        {"price": 1, "quantity": 3.0, "nothing": null,
                         "items": [{"sku": "A", "price": 1.5}, {"sku": "B", "price": 2.5}, {"sku": "C", "price": 3.5}],
                         "name": "Ada", "deep": {"a": 1}, "three": 3}""");
            case "text" -> "some text";
            case "headers" -> new LinkedHashMap<>(Map.of("etag", "w1"));
            case "timing" -> Values.timing(Map.of("total", Duration.ofMillis(300)));
            case "now" -> Instant.ofEpochSecond(59);
            case "html" ->
                Values.html(
                        "<h1>Hello &amp; <b>welcome</b></h1><a href='/cart'>c</a><ul><li>1<li>2</ul><script id='state' type='application/json'>{\"cart\":\"c1\"}</script>",
                        URI.create("http://shop/p/1"));
            default -> null;
        };
    }

    private static Expression compiled(String text) {
        List<Problem> problems = new ArrayList<>();
        return Expressions.compile(Passage.of("x", text, Position.START), SCOPE, problems::add)
                .orElseThrow(() -> new AssertionError(
                        problems.stream().map(p -> p.render(text)).collect(Collectors.joining())));
    }

    private static List<Problem> problems(String text) {
        List<Problem> problems = new ArrayList<>();
        Expressions.compile(Passage.of("x", text, Position.START), SCOPE, problems::add);
        return problems;
    }
}
