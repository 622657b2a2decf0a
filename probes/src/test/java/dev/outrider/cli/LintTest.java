package dev.outrider.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LintTest {
    private static final String WRONG = """
            journey: shop
            owner: team-shop
            schedule: every 1m
            steps:
              - GET: https://shop.test/
                expct: status == 200
            """;

    @TempDir
    private Path folder = Path.of(".");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void the_shipped_journeys_are_clean() {
        Path journeys = Path.of(System.getProperty("outrider.root", ".."), "probes/journeys");
        assertThat(outrider("lint", journeys.toString())).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("3 files: no errors, no warnings\n");
    }

    @Test
    void the_shipped_examples_are_clean() {
        Path examples = Path.of(System.getProperty("outrider.root", ".."), "probes/examples");
        assertThat(outrider("lint", examples.toString())).isZero();
        assertThat(err.toString(StandardCharsets.UTF_8)).endsWith("files: no errors, no warnings\n");
    }

    @Test
    void a_mistake_is_told_at_its_place_as_the_author_typed_the_path() throws IOException {
        Path file = write("shop.journey.yaml", WRONG);
        assertThat(outrider("lint", file.toString())).isEqualTo(3);
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("""
                error: unknown key 'expct' in a step
                 --> %s:6:5
                  |
                6 |     expct: status == 200
                  |     ^^^^^ did you mean 'expect'?

                """.formatted(file));
        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("1 file: 1 error, no warnings\n");
    }

    @Test
    void json_is_for_machines() throws IOException {
        Path file = write("shop.journey.yaml", WRONG);
        assertThat(outrider("lint", "-o", "json", file.toString())).isEqualTo(3);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .startsWith("[{\"file\":\"" + file + "\",\"line\":6,\"column\":5,\"width\":5,\"severity\":\"error\",")
                .contains("\"label\":\"did you mean 'expect'?\",\"hint\":null,");
    }

    @Test
    void a_warning_is_no_error() throws IOException {
        Path file = write("shop.journey.yaml", WRONG.replace("expct: status == 200", "capture: { id: json.id }"));
        assertThat(outrider("lint", file.toString())).isZero();
        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("1 file: no errors, 1 warning\n");
    }

    @Test
    void an_environment_that_is_not_there_is_told() throws IOException {
        write("environments/live.yaml", "environment: live\nvars: { shop: \"https://shop.test\" }\n");
        Path file = write("shop.journey.yaml", WRONG.replace("expct", "expect"));
        assertThat(outrider("lint", "--env", "lve", file.toString())).isEqualTo(3);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("there is no environment 'lve'", "did you mean 'live'?");
    }

    @Test
    void what_is_mistyped_on_the_command_line_is_a_matter_of_usage() {
        assertThat(outrider("lnt", ".")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("did you mean 'outrider lint'?");
        assertThat(outrider("lint", "--evn", "x", ".")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("--env");
        assertThat(outrider("lint", "no-such-file.yaml")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("there is no file no-such-file.yaml");
        assertThat(outrider()).isEqualTo(2);
    }

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private int outrider(String... arguments) {
        return Outrider.execute(
                arguments,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }
}
