package dev.outrider.script;

import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.SATURDAY;
import static java.time.DayOfWeek.SUNDAY;
import static java.time.DayOfWeek.WEDNESDAY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outrider.expr.Evaluation;
import dev.outrider.expr.Expression;
import dev.outrider.expr.Template;
import dev.outrider.expr.Values;
import dev.outrider.journey.Action;
import dev.outrider.journey.Body;
import dev.outrider.journey.Hours;
import dev.outrider.journey.Journey;
import dev.outrider.journey.Quorum;
import dev.outrider.journey.Request;
import dev.outrider.journey.Step;
import dev.outrider.source.Problem;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What scripts mean: the requests that their journeys would send. */
class LanguageTest {
    private static final String HEAD = """
            journey: shop
            owner: team-shop
            schedule: every 1m
            base: ${env.shop}
            """;
    private static final String ENVIRONMENT = """
            environment: live
            vars: { shop: "https://shop.test" }
            secrets: { password: "env:PASSWORD" }
            """;

    private final Map<String, String> files = new HashMap<>(Map.of("environments/live.yaml", ENVIRONMENT));

    @Test
    void a_header_says_who_when_where_and_how_well() {
        Journey journey = journey("""
                journey: shop
                title: A customer looks
                owner: team-shop
                runbook: https://runbooks.test/shop
                tags: [tier-1]
                schedule: every 2m
                environments: live
                regions: [eu-west, us-east, ap-south]
                quorum: 2
                timeout: 40s
                slow: 12s
                budget: 3000 per day
                slo: { availability: 99.95%, fast: 95%, window: 7d }
                redact: [address]
                headers: { Accept-Language: en }
                steps:
                  - GET: https://shop.test/
                    headers: { X-Own: a }
                finally:
                  - POST: https://shop.test/logout
                """);
        assertThat(journey.schedule())
                .isEqualTo(new Journey.Schedule(
                        Duration.ofMinutes(2),
                        List.of("eu-west", "us-east", "ap-south"),
                        List.of("live"),
                        OptionalLong.of(3000)));
        assertThat(journey.quorum()).isEqualTo(new Quorum.Count(2));
        assertThat(journey.limits())
                .isEqualTo(new Journey.Limits(
                        Duration.ofSeconds(40), Duration.ofSeconds(30), Optional.of(Duration.ofSeconds(12))));
        assertThat(journey.objective().orElseThrow().availability()).isEqualByComparingTo(new BigDecimal("0.9995"));
        Step.Http step = (Step.Http) journey.steps().getFirst();
        assertThat(step.request().headers()).containsOnlyKeys("Accept-Language", "X-Own");
        assertThat(step.expectations()).map(each -> each.condition().text()).containsExactly("status < 400");
        assertThat(step.name()).isEqualTo("GET https://shop.test/");
    }

    @Test
    void a_header_says_when_it_is_watched_and_what_may_be_seen_of_it() {
        files.put("shop.journey.yaml", """
                journey: shop
                owner: team-shop
                schedule: every 1m
                during: Fri-Mon,Wed 08:00-24:00 Europe/Berlin
                confirm: { after: 10s }
                mutates: true
                exclusive: canary-account
                reveal: [X-Build]
                trace: [Pay.shop.test, "api.test:8443"]
                limits: { body: 20MiB }
                steps:
                  - GET: https://shop.test/
                finally:
                  - POST: https://shop.test/logout
                """);
        Compiled compiled = Compiler.compile(new Sources(files), "shop.journey.yaml", Optional.of("live"));
        assertThat(compiled.problems())
                .map(Problem::message)
                .containsExactly(
                        "'during' is not obeyed yet by the coordinator",
                        "'confirm' is not obeyed yet by the coordinator",
                        "'exclusive' is not obeyed yet by the coordinator");
        Journey journey = ((Compiled.Ready) compiled).journey();
        Hours during = journey.schedule().during().orElseThrow();
        assertThat(during.days()).containsOnly(FRIDAY, SATURDAY, SUNDAY, MONDAY, WEDNESDAY);
        assertThat(during.contain(Instant.parse("2026-11-23T22:59:59Z"))).isTrue();
        assertThat(during.contain(Instant.parse("2026-11-23T06:59:59Z"))).isFalse();
        assertThat(during.contain(Instant.parse("2026-11-24T12:00:00Z"))).isFalse();
        assertThat(journey.schedule().confirm()).isEqualTo(new Journey.Confirm.After(Duration.ofSeconds(10)));
        assertThat(journey.schedule().exclusive()).contains("canary-account");
        assertThat(journey.limits().body()).isEqualTo(20 << 20);
        assertThat(journey.telling())
                .isEqualTo(new Journey.Telling(Set.of(), Set.of("x-build"), Set.of("pay.shop.test", "api.test:8443")));
    }

    @Test
    void what_is_not_http_is_compiled_whole() {
        files.put("shop.journey.yaml", HEAD + """
                steps:
                  - { tls: "shop.test:443", expect: tls.daysLeft > 7, warn: "tls.names.exists(n, n == 'shop.test')" }
                  - { dns: { name: shop.test, type: MX }, expect: "'10 mail.shop.test.' in dns.records" }
                  - { tcp: "db.internal:5432", slow: 50ms, expect: tcp.open }
                  - { icmp: { host: gw.test, count: 3 }, warn: "icmp.loss < 0.2 && icmp.avg < duration('50ms')" }
                  - { grpc: { address: "cart.internal:443", service: shop.Cart }, expect: grpc.status == 'SERVING' }
                  - ws: { url: "wss://live.test/prices", send: ['{"subscribe":"EUR"}', '{}'], receive: 2 }
                    expect: ws.messages[1].contains('EUR')
                  - name: Log in
                    browser:
                      - goto: /
                      - maybe: role=button[name="Accept"]
                      - fill: { label=Email: a@shop.test, label=Password: "${secrets.password}" }
                      - capture: { seen: page.text('h1') }
                      - in: iframe[name=card]
                        do:
                          - fill: { label=Number: "4111" }
                          - click: "text=${seen}"
                      - wait: { response: /api/pay }
                      - see: text=Thank you
                    slow: 6s
                    expect: page.title.contains('Shop') && page.count('li') > 0
                    warn: vitals.lcp < duration('2.5s') && vitals.cls < 0.1
                    capture: { order: "page.attr('a#order', 'href')" }
                  - GET: /x/${seen}/${order}
                """);
        Compiled compiled = Compiler.compile(new Sources(files), "shop.journey.yaml", Optional.of("live"));
        assertThat(compiled.problems())
                .allSatisfy(problem -> assertThat(problem.message()).startsWith("this version cannot run"));
        Journey journey = ((Compiled.Ready) compiled).journey();
        assertThat(journey.steps())
                .filteredOn(Step.Other.class::isInstance)
                .map(step -> ((Step.Other) step).action().kind())
                .containsExactly("tls", "dns", "tcp", "icmp", "grpc", "ws", "browser");
        Step.Other browser = (Step.Other) journey.steps().get(6);
        assertThat(browser.action()).isInstanceOfSatisfying(Action.Browsing.class, browsing -> {
            assertThat(browsing.acts())
                    .map(Action.Act::verb)
                    .containsExactly("goto", "maybe", "fill", "capture", "in", "wait", "see");
            assertThat(browsing.acts().get(4).inside()).map(Action.Act::verb).containsExactly("fill", "click");
        });
        assertThat(Usage.of(List.of(journey)).secrets()).containsExactly("password");
    }

    @Test
    void success_is_implied_only_where_nobody_looks_at_the_status() {
        Journey journey = journey(HEAD + """
                steps:
                  - { GET: /a, expect: json.x == 1 }
                  - { GET: /b, expect: status == 404 }
                  - GET: /c
                    poll: { until: status == 200, every: 1s, for: 5s }
                """);
        assertThat(journey.steps())
                .map(step -> ((Step.Http) step)
                        .expectations().stream()
                                .map(each -> each.condition().text())
                                .toList())
                .containsExactly(List.of("status < 400", "json.x == 1"), List.of("status == 404"), List.of());
    }

    @Test
    void values_keep_their_types_in_json_and_become_text_elsewhere() {
        Journey journey = journey(HEAD + """
                mutates: false
                let: { reference: "'r-' + region" }
                steps:
                  - POST: /a
                    json: { n: 1, f: 2.50, t: true, none: null, text: "1", list: [1, "${reference}"] }
                    capture: { id: json.id, price: json.price }
                  - POST: /b/${id}?p=${price}
                    query: { q: "a b&c" }
                    json: { id: "${id}", price: "${price}", text: "no ${id}", literal: "$${x}" }
                """);
        assertThat(walk(journey, step -> "{\"id\": 7, \"price\": 2.0}"))
                .containsExactly(
                        "POST https://shop.test/a {\"n\":1,\"f\":2.5,\"t\":true,\"none\":null,\"text\":\"1\",\"list\":[1,\"r-eu\"]}",
                        "POST https://shop.test/b/7?p=2 q=a b&c {\"id\":7,\"price\":2.0,\"text\":\"no 7\",\"literal\":\"${x}\"}");
    }

    @Test
    void for_each_goes_through_the_rows_of_a_table() {
        files.put("data/skus.csv", "sku,min\nA1,10\n\"B,\"\"2\",2.5\n");
        Journey journey = journey(HEAD + """
                data:
                  skus: data/skus.csv
                  sizes: [{ size: S }, { size: L }]
                steps:
                  - name: Products
                    forEach: row in data.skus
                    steps:
                      - name: Page
                        GET: /p/${row.sku}
                        expect: json.price >= row.min
                        capture: { id: json.id }
                      - name: Sizes
                        forEach: each in data.sizes
                        steps:
                          - name: Size
                            GET: /p/${id}/${each.size}/${data.sizes.size()}
                """);
        assertThat(journey.steps())
                .map(Step::name)
                .containsExactly(
                        "Products / Page [A1]",
                        "Products / Sizes / Size [A1] [S]",
                        "Products / Sizes / Size [A1] [L]",
                        "Products / Page [B,\"2]",
                        "Products / Sizes / Size [B,\"2] [S]",
                        "Products / Sizes / Size [B,\"2] [L]");
        assertThat(walk(journey, step -> "{\"id\": \"" + step.length() + "\", \"price\": 10}"))
                .containsExactly(
                        "GET https://shop.test/p/A1",
                        "GET https://shop.test/p/20/S/2",
                        "GET https://shop.test/p/20/L/2",
                        "GET https://shop.test/p/B%2C%222",
                        "GET https://shop.test/p/22/S/2",
                        "GET https://shop.test/p/22/L/2");
    }

    @Test
    void a_fragment_has_names_of_its_own_and_gives_its_outputs() {
        files.put("fragments/login.yaml", """
                fragment: login
                inputs: { user: string, password: secret, path: string }
                steps:
                  - name: Form
                    GET: ${inputs.path}
                    capture: { token: json.token }
                  - name: Send
                    let: { both: "inputs.user + ':' + token" }
                    POST: ${inputs.path}
                    form: { t: "${token}", both: "${both}", p: "${inputs.password}" }
                    capture: { session: json.token }
                outputs: { session: session + '!' }
                """);
        Journey journey = journey(HEAD + """
                let: { token: "'mine'" }
                steps:
                  - name: Log in
                    uses: fragments/login.yaml
                    with: { user: "u-${token}", password: "${secrets.password}", path: /login }
                    capture: { one: outputs.session }
                  - name: Again
                    uses: fragments/login.yaml
                    with: { user: v, password: "${secrets.password}", path: /login2 }
                    capture: { two: outputs.session }
                  - name: Use
                    GET: /x/${token}/${one}/${two}
                """);
        assertThat(journey.steps())
                .map(Step::name)
                .containsExactly("Log in / Form", "Log in / Send", "Again / Form", "Again / Send", "Use");
        assertThat(walk(journey, step -> "{\"token\": \"of " + step + "\"}"))
                .containsExactly(
                        "GET https://shop.test/login",
                        "POST https://shop.test/login t=of Log in / Form&both=u-mine:of Log in / Form&p=hush",
                        "GET https://shop.test/login2",
                        "POST https://shop.test/login2 t=of Again / Form&both=v:of Again / Form&p=hush",
                        "GET https://shop.test/x/mine/of%20Log%20in%20%2F%20Send%21/of%20Again%20%2F%20Send%21");
        assertThat(Usage.of(List.of(journey)).secrets()).containsExactly("password");
    }

    @Test
    void graphql_is_json_that_must_not_have_errors() {
        Journey journey = journey(HEAD + """
                steps:
                  - POST: /graphql
                    graphql:
                      query: query Find($text:String!) { search(text:$text) { id } }
                      operation: Find
                      variables: { text: shoes, first: 10 }
                    expect: json.data.search.size() > 0
                """);
        Step.Http step = (Step.Http) journey.steps().getFirst();
        assertThat(step.expectations())
                .map(each -> each.condition().text())
                .containsExactly("!has(json.errors)", "status < 400", "json.data.search.size() > 0");
        assertThat(walk(journey, each -> "{}"))
                .containsExactly("POST https://shop.test/graphql "
                        + "{\"query\":\"query Find($text:String!) { search(text:$text) { id } }\","
                        + "\"operationName\":\"Find\",\"variables\":{\"text\":\"shoes\",\"first\":10}}");
    }

    @Test
    void checks_are_journeys_of_one_step() {
        files.put("edge.checks.yaml", """
                checks: edge
                owner: team-edge
                schedule: every 1m
                base: ${env.shop}
                steps:
                  - { name: home, GET: /, slow: 600ms }
                  - { name: terms, GET: /terms, expect: "html.text('h1') == 'Terms'" }
                """);
        Compiled compiled = Compiler.compile(new Sources(files), "edge.checks.yaml", Optional.of("live"));
        assertThat(compiled).isInstanceOfSatisfying(Compiled.Ready.class, ready -> {
            assertThat(ready.journeys()).map(Journey::id).containsExactly("edge/home", "edge/terms");
            assertThat(ready.journey("edge/terms").orElseThrow().steps()).hasSize(1);
        });
    }

    private Journey journey(String script) {
        files.put("shop.journey.yaml", script);
        Sources sources = new Sources(files);
        Compiled compiled = Compiler.compile(sources, "shop.journey.yaml", Optional.of("live"));
        assertThat(compiled.problems())
                .map(problem ->
                        problem.render(sources.text(problem.place().file()).orElse("")))
                .isEmpty();
        return ((Compiled.Ready) compiled).journey();
    }

    /** The requests of a customer to whom every step answers as {@code answer} says of its name. */
    private static List<String> walk(Journey journey, Function<String, String> answer) {
        Map<String, Object> names = new HashMap<>(Map.of(
                "env", Map.of("shop", "https://shop.test"), "secrets", Map.of("password", "hush"), "region", "eu"));
        journey.lets().forEach((name, value) -> names.put(name, value(value, names)));
        List<String> requests = new ArrayList<>();
        for (Step step : journey.steps()) {
            Step.Http http = (Step.Http) step;
            http.lets().forEach((name, value) -> names.put(name, value(value, names)));
            Request.Written request = (Request.Written) http.request();
            String url = text(request.url().url(names::get));
            String base =
                    url.startsWith("/") ? text(journey.base().orElseThrow().url(names::get)) : "";
            requests.add((request.method() + " " + base + url + " "
                            + fields(request.query(), names) + " "
                            + body(request.body(), names))
                    .replaceAll(" +", " ")
                    .strip());
            names.put("json", Values.json(answer.apply(step.name())));
            http.captures().forEach(capture -> names.put(capture.name(), value(capture.value(), names)));
        }
        return requests;
    }

    private static String body(Body body, Map<String, Object> names) {
        return switch (body) {
            case Body.None() -> "";
            case Body.Form(Map<String, Template> fields) -> fields(fields, names);
            case Body.Json(Body.Tree tree) -> Values.toJson(tree(tree, names));
            case Body.Text(Template text) -> text(text.value(names::get));
            case Body.Multipart(var parts) -> parts.toString();
        };
    }

    private static String fields(Map<String, Template> fields, Map<String, Object> names) {
        List<String> pairs = new ArrayList<>();
        fields.forEach((name, value) -> pairs.add(name + "=" + text(value.value(names::get))));
        return String.join("&", pairs);
    }

    private static Object tree(Body.Tree tree, Map<String, Object> names) {
        return switch (tree) {
            case Body.Tree.Constant(Object value) -> value;
            case Body.Tree.Leaf(Template template) -> value(template.value(names::get));
            case Body.Tree.Arr(List<Body.Tree> items) ->
                items.stream().map(item -> tree(item, names)).toList();
            case Body.Tree.Obj(Map<String, Body.Tree> members) -> {
                Map<String, Object> values = new LinkedHashMap<>();
                members.forEach((name, member) -> values.put(name, tree(member, names)));
                yield values;
            }
        };
    }

    private static Object value(Expression expression, Map<String, Object> names) {
        return value(expression.evaluate(names::get));
    }

    private static Object value(Evaluation evaluation) {
        assertThat(evaluation).isInstanceOf(Evaluation.Value.class);
        return ((Evaluation.Value) evaluation).value();
    }

    private static String text(Evaluation evaluation) {
        return Values.text(value(evaluation));
    }
}
