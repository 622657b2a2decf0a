package dev.outrider.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrider.shop.ShopConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MutateTest {
    private static final Path SHIPPED = Path.of(System.getProperty("outrider.root", ".."), "probes/journeys");
    private static final String HEADER = """
            journey: look
            owner: team-shop
            schedule: every 1m
            base: ${env.shop}
            steps:
            """;

    @TempDir
    private Path folder = Path.of("");

    private final DemoShop shop = new DemoShop();
    private final Desk desk = new Desk();

    @AfterEach
    void close() {
        shop.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"browse", "checkout"})
    void no_lie_passes_the_shipped_journeys_neither_for_a_new_customer_nor_for_an_old_one(String journey) {
        Path script = shipped().resolve(journey + ".journey.yaml");
        for (int seed = 1; seed <= 2; seed++) {
            int code = desk.outrider(
                    "mutate", script, "--env", "demo", "--region", "eu-west", "--secrets", folder, "--seed", seed);
            assertThat(desk.out()).contains("PASS  " + journey).contains(" 0 passed");
            assertThat(code).isZero();
        }
    }

    @Test
    void what_passes_is_listed_with_what_would_catch_it() {
        Path script = script("""
                  - name: Find it
                    GET: /api/products/LAMP-0003
                    slow: 5s
                    expect: json.sku == 'LAMP-0003'
                """);
        assertThat(desk.outrider("mutate", script)).isEqualTo(ExitCode.FAILED);
        assertThat(desk.out()).isEqualTo("""
                Find it  %1$s:6
                  ✕ json.price is 0
                      expect: json.price > 0
                nobody looks at (missing, or of another type, it would pass; not counted):
                  Find it: json.id, json.name, json.price, json.currency, json.stock
                      expect: [json.id, json.price, json.stock].all(value, value > 0)
                      expect: [json.name, json.currency].all(value, value.size() > 0)
                FAIL  look: 18 lies, 7 noticed, 1 passed, 10 about values that nobody looks at
                """.formatted(script));
    }

    @Test
    void a_quoted_text_is_no_name_of_a_field() {
        Path script = script("""
                  - name: Find it
                    GET: /api/products/LAMP-0003
                    slow: 5s
                    expect: [ "json.sku == 'LAMP-0003'", "json['price'] > 0", "!text.contains('no stock')" ]
                """);
        assertThat(desk.outrider("mutate", script)).isZero();
        assertThat(desk.out()).contains("Find it: json.id, json.name, json.currency, json.stock\n");
    }

    @Test
    void the_expectations_that_it_asks_for_catch_the_lies() {
        Path script = script("""
                  - name: Find it
                    GET: /api/products/LAMP-0003
                    slow: 5s
                    expect:
                      - json.sku == 'LAMP-0003'
                      - "[json.id, json.price, json.stock].all(value, value > 0)"
                      - "[json.name, json.currency].all(value, value.size() > 0)"
                """);
        assertThat(desk.outrider("mutate", script)).isZero();
        assertThat(desk.out()).isEqualTo("PASS  look: 18 lies, 18 noticed, 0 passed\n");
    }

    @Test
    void a_page_that_nobody_looks_at_tells_what_to_look_at() {
        Path script = script("  - { name: Open, GET: /search?q=lamp }\n");
        assertThat(desk.outrider("mutate", script)).isEqualTo(ExitCode.FAILED);
        assertThat(desk.out())
                .contains("✕ the login page with status 200\n", "✕ an error text with status 200\n")
                .containsPattern("✕ takes \\d+\\.\\d s\n      slow: \\d+ms\n")
                .contains("✕ ul.tiles is empty\n      expect: html.count('ul.tiles > *') > 0\n")
                .contains("✕ every price on the page is 0\n      expect: html.text('ul.tiles span').matches('[1-9]')\n")
                .contains("✕ is cut off in the middle\n");
    }

    @Test
    void an_old_order_is_told_from_the_new_one_where_it_is_told_again() {
        Path script = script("""
                  - name: One
                    GET: /api/products/LAMP-0003
                    capture: { lamp: json.id }
                  - name: Again
                    GET: /api/products
                    query: { after: "${lamp}" }
                """);
        desk.outrider("mutate", script, "-o", "json");
        assertThat(desk.out())
                .startsWith("{\"journey\":\"look\",\"lies\":")
                .contains(
                        "{\"step\":\"One\",\"line\":6,\"kind\":\"price-zero\",\"lie\":\"json.price is 0\",\"error\":false,"
                                + "\"remedy\":{")
                .contains("\"lie\":\"json.id is another\"");
    }

    @Test
    void what_the_author_asks_for_by_name_is_expected_by_name() {
        Path script = script("  - { name: Open, GET: /p/LAMP-0003 }\n");
        desk.outrider("mutate", script);
        assertThat(desk.out())
                .contains(
                        "✕ LAMP-0003 is another everywhere on the page\n      expect: html.text('small').contains('LAMP-0003')\n");
    }

    @Test
    void of_several_environments_the_script_says_which() {
        String steps = "  - { name: Open, GET: /p/LAMP-0003, slow: 5s }\n";
        Path script = script(steps);
        write("environments/other.yaml", "environment: other\nvars: { shop: http://x }\n");
        assertThat(desk.outrider("mutate", script)).isEqualTo(ExitCode.USAGE);
        write("look.journey.yaml", HEADER.replace("steps:", "environments: [test]\nsteps:") + steps);
        assertThat(desk.outrider("mutate", script)).isEqualTo(ExitCode.FAILED);
    }

    @Test
    void the_same_seed_tells_the_same() {
        Path script = script("  - { name: Open, GET: /p/LAMP-0003, slow: 5s }\n");
        desk.outrider("mutate", script, "--seed", 7);
        String first = desk.out();
        desk.outrider("mutate", script, "--seed", 7);
        assertThat(desk.out()).isEqualTo(first);
    }

    @Test
    void of_a_journey_that_does_not_pass_nothing_is_said() {
        Path script = script("  - { name: Open, GET: /nowhere }\n");
        assertThat(desk.outrider("mutate", script)).isEqualTo(ExitCode.COULD_NOT_RUN);
        assertThat(desk.out())
                .startsWith("look: did not pass, so there is nothing to lie about: fail: status < 400: status was 404");
    }

    @Test
    void of_one_that_hangs_on_what_is_not_in_the_answers_nothing_is_said_either() {
        Path script = script("  - { name: Open, GET: /, expect: timing.wait > duration('0s') }\n");
        assertThat(desk.outrider("mutate", script)).isEqualTo(ExitCode.COULD_NOT_RUN);
        assertThat(desk.out()).startsWith("look: passed, but its own answers did not pass a second time");
    }

    @Test
    void what_is_not_http_cannot_be_played_again() {
        Path script = script("  - { name: Reach it, tcp: \"127.0.0.1:1\", expect: tcp.open }\n");
        assertThat(desk.outrider("mutate", script)).isEqualTo(ExitCode.COULD_NOT_RUN);
        assertThat(desk.out())
                .isEqualTo(
                        "look: 'Reach it' asks by something else than HTTP, and only answers by HTTP can be played again\n");
    }

    private Path script(String steps) {
        write("environments/test.yaml", "environment: test\nvars: { shop: \"" + shop.url() + "\" }\n");
        return write("look.journey.yaml", HEADER + steps);
    }

    /** The shipped journeys, for this shop, with the password in a file, and at a pace that no machine is too slow for. */
    private Path shipped() {
        files(SHIPPED)
                .forEach(file -> write(
                        "journeys/" + SHIPPED.relativize(file),
                        text(file)
                                .replace("http://127.0.0.1:8090", shop.url())
                                .replace("env:SHOP_CANARY_PASSWORD", "file:password")
                                .replaceAll("(?m)^schedule: every 5s", "schedule: every 10m")
                                .replaceAll("(?m)^timeout: 3s", "timeout: 5m")
                                .replaceAll("(?m)^( *)slow: \\w+", "$1slow: 9s")
                                .replace("for: 2s", "for: 2m")));
        write("team-checkout/password", ShopConfig.DEFAULT_PASSWORD);
        return folder.resolve("journeys");
    }

    private static List<Path> files(Path root) {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path write(String name, String text) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
