package dev.outrider.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrider.run.http.RawServer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunTest {
    @TempDir
    private Path folder;

    private int passes;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void a_pass_shows_the_waterfall_and_exits_with_0() throws Exception {
        try (RawServer server = RawServer.answering(json("{\"state\":\"CONFIRMED\"}"))) {
            assertThat(run("--env", "test", script(server).toString())).isZero();
            assertThat(normalized())
                    .startsWith("shop  local → test  trace TRACE\n ✓  1 Is it confirmed")
                    .contains("█")
                    .endsWith("PASS  1/1 steps  TIME\n\n");
            assertThat(err.toString(StandardCharsets.UTF_8))
                    .isEqualToIgnoringNewLines(
                            "note: an agent refuses 127.0.0.1 (loopback); it may be started with --allow-targets 127.0.0.1");
        }
    }

    @Test
    void a_fail_points_at_the_authors_line_and_exits_with_1() throws Exception {
        try (RawServer server = RawServer.answering(json("{\"state\":\"PENDING\"}"))) {
            Path script = script(server);
            assertThat(run(script.toString())).isEqualTo(ExitCode.FAILED);
            assertThat(normalized())
                    .contains("""
                            fail: shop / Is it confirmed  local
                             --> %s:9:13
                              |
                            9 |     expect: json.state == 'CONFIRMED'
                              |             ^^^^^^^^^^ was 'PENDING'
                            """.formatted(script))
                    .contains("  = GET " + server.url("/orders/1") + "  200  TIME\n  = body: {\"state\":\"PENDING\"}\n")
                    .contains("FAIL  0/1 steps");
        }
    }

    @Test
    void the_trace_of_a_run_is_a_link_where_it_is_known_who_shows_traces() throws Exception {
        try (RawServer server = RawServer.answering(json("{\"state\":\"CONFIRMED\"}"))) {
            String script = script(server).toString();
            assertThat(run("--trace-link", "https://traces.test/{trace}?from={from}&to={to}", script))
                    .isZero();
            assertThat(out.toString(StandardCharsets.UTF_8).lines().findFirst().orElseThrow())
                    .matches("shop .* trace https://traces.test/[0-9a-f]{32}\\?from=\\d{13}&to=\\d{13}");
            assertThat(run("--trace-link", "https://traces.test/", script)).isEqualTo(ExitCode.USAGE);
            assertThat(err.toString(StandardCharsets.UTF_8))
                    .contains("--trace-link 'https://traces.test/' is no link to traces")
                    .contains("{trace}");
        }
    }

    @Test
    void a_fail_after_a_pass_tells_what_changed() throws Exception {
        List<String> answers = List.of(json("{\"state\":\"CONFIRMED\"}"), json("{\"status\":\"CONFIRMED\"}"));
        try (RawServer server = RawServer.that(talk -> {
            talk.request();
            talk.say(answers.get(passes++));
        })) {
            assertThat(run("--repeat", "2", script(server).toString())).isEqualTo(ExitCode.FAILED);
            assertThat(normalized()).contains("  = since the last pass: the answer has other fields");
        }
    }

    @Test
    void what_could_not_be_reached_points_at_what_was_asked(@TempDir Path other) throws Exception {
        Path script = other.resolve("ports.journey.yaml");
        Files.writeString(script, """
                journey: ports
                owner: team-shop
                schedule: every 1m
                steps:
                  - name: Nobody listens
                    tcp: "127.0.0.1:1"
                """);
        assertThat(run(script.toString())).isEqualTo(ExitCode.FAILED);
        assertThat(normalized()).contains("""
                            fail: ports / Nobody listens  local
                             --> %s:6:5
                              |
                            6 |     tcp: "127.0.0.1:1"
                              |     ^^^ connection refused by 127.0.0.1:1: nothing listens there
                            """.formatted(script));
    }

    @Test
    void json_is_one_line_a_run_and_nothing_else_is_on_stdout() throws Exception {
        try (RawServer server = RawServer.answering(json("{\"state\":\"CONFIRMED\"}"))) {
            assertThat(run("-o", "json", "--repeat", "2", script(server).toString()))
                    .isZero();
            assertThat(out.toString(StandardCharsets.UTF_8).lines())
                    .hasSize(2)
                    .allSatisfy(line -> assertThat(line)
                            .startsWith("{\"key\":{\"journey\":\"shop\"")
                            .contains("\"pass\""));
        }
    }

    @Test
    void what_could_not_run_exits_with_4_and_says_what_to_do() throws Exception {
        try (RawServer server = RawServer.answering(json("{}"))) {
            Path script = script(server);
            Files.writeString(
                    script, Files.readString(script) + "    headers: { Authorization: \"Bearer ${secrets.key}\" }\n");
            assertThat(run(script.toString())).isEqualTo(ExitCode.COULD_NOT_RUN);
            assertThat(normalized())
                    .contains("ERROR  0/1 steps")
                    .contains("the secret key is file:key, and this process was given no folder of secrets");
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void a_script_that_is_wrong_exits_with_3_and_a_wrong_call_with_2() throws Exception {
        try (RawServer server = RawServer.answering(json("{}"))) {
            Path script = script(server);
            Files.writeString(script, Files.readString(script).replace("expect", "asserts"));
            assertThat(run(script.toString())).isEqualTo(ExitCode.INVALID);
            assertThat(err.toString(StandardCharsets.UTF_8)).contains("asserts");
            assertThat(run(folder.resolve("none.yaml").toString())).isEqualTo(ExitCode.USAGE);
            assertThat(run(folder.toString())).isEqualTo(ExitCode.USAGE);
            assertThat(err.toString(StandardCharsets.UTF_8))
                    .contains("is a folder, and this takes one script:\n  " + folder);
        }
    }

    @Test
    void of_several_environments_one_is_asked_for_or_the_script_names_it() throws Exception {
        try (RawServer server = RawServer.answering(json("{\"state\":\"CONFIRMED\"}"))) {
            Path script = script(server);
            Files.writeString(
                    folder.resolve("environments/other.yaml"), "environment: other\nvars: { shop: http://x }\n");
            assertThat(run(script.toString())).isEqualTo(ExitCode.USAGE);
            assertThat(err.toString(StandardCharsets.UTF_8)).contains("say which environment: --env other, --env test");
            Files.writeString(
                    script,
                    Files.readString(script).replace("schedule: every 1m", "schedule: every 1m\nenvironments: [test]"));
            assertThat(run(script.toString())).isZero();
        }
    }

    @Test
    void a_script_that_is_wrong_is_a_failure_of_the_report_too() throws Exception {
        try (RawServer server = RawServer.answering(json("{}"))) {
            Path script = script(server);
            Files.writeString(script, Files.readString(script).replace("expect", "asserts"));
            assertThat(run("-o", "junit", script.toString())).isEqualTo(ExitCode.INVALID);
            assertThat(out.toString(StandardCharsets.UTF_8)).contains("failures=\"1\"", "asserts");
        }
    }

    @Test
    void a_failed_clean_up_ends_with_1_for_who_wants_to_know() throws Exception {
        try (RawServer server = RawServer.answering(json("{\"state\":\"CONFIRMED\"}"))) {
            Path script = script(server);
            Files.writeString(
                    script, Files.readString(script) + "finally:\n  - GET: /gone\n    expect: status == 404\n");
            assertThat(run(script.toString())).isZero();
            assertThat(run("--fail-on", "degraded", script.toString())).isEqualTo(ExitCode.FAILED);
        }
    }

    private Path script(RawServer server) throws Exception {
        Files.createDirectories(folder.resolve("environments"));
        Files.writeString(
                folder.resolve("environments/test.yaml"),
                "environment: test\nvars: { shop: \"%s\" }\nsecrets: { key: \"file:key\" }\n"
                        .formatted(server.url("")));
        return Files.writeString(folder.resolve("shop.journey.yaml"), """
                journey: shop
                title: A customer
                owner: team-shop
                schedule: every 1m
                base: ${env.shop}
                steps:
                  - name: Is it confirmed
                    GET: /orders/1
                    expect: json.state == 'CONFIRMED'
                """);
    }

    private int run(String... arguments) {
        String[] line = new String[arguments.length + 1];
        line[0] = "run";
        System.arraycopy(arguments, 0, line, 1, arguments.length);
        return Outrider.execute(line, print(out), print(err));
    }

    private static PrintStream print(ByteArrayOutputStream to) {
        return new PrintStream(to, true, StandardCharsets.UTF_8);
    }

    private String normalized() {
        return out.toString(StandardCharsets.UTF_8)
                .replaceAll("trace [0-9a-f]{32}", "trace TRACE")
                .replaceAll("\\b[0-9.]+ m?s\\b", "TIME");
    }

    private static String json(String body) {
        return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n"
                + body;
    }
}
