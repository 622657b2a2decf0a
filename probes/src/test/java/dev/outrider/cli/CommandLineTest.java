package dev.outrider.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrider.run.http.RawServer;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/** What all commands have in common. */
class CommandLineTest {
    @TempDir
    private Path folder = Path.of(".");

    private final Desk desk = new Desk();

    @Test
    void a_mistyped_command_or_option_is_answered_with_what_was_meant() {
        assertThat(desk.outrider("lnt", ".")).isEqualTo(ExitCode.USAGE);
        assertThat(desk.err())
                .startsWith("error: there is no command 'lnt'\n  did you mean 'outrider lint'?\n  there are: ");
        assertThat(desk.outrider("run", "--repaet", "2", "x.yaml")).isEqualTo(ExitCode.USAGE);
        assertThat(desk.err()).isEqualTo("""
                error: there is no option '--repaet'
                  did you mean '--repeat'?
                  'outrider run --help' tells more
                """);
        assertThat(desk.outrider("lint", "-o", "xml", ".")).isEqualTo(ExitCode.USAGE);
        assertThat(desk.err()).contains("'xml'", "JUNIT");
        assertThat(desk.outrider("run")).isEqualTo(ExitCode.USAGE);
        assertThat(desk.err()).startsWith("error: missing required parameter: 'FILE'");
        assertThat(desk.out()).isEmpty();
    }

    @Test
    void every_command_tells_its_version() {
        assertThat(desk.outrider("import", "har", "--version")).isZero();
        assertThat(desk.out()).startsWith("outrider ");
    }

    @Test
    void completion_is_a_script_that_knows_commands_and_options() {
        assertThat(desk.outrider("completion", "bash")).isZero();
        assertThat(desk.out()).contains("_picocli_outrider_lint", "--no-color", "bashcompinit");
        assertThat(desk.outrider("completion", "fish")).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void lint_for_a_ci_server_is_a_suite_a_file_and_a_failure_a_mistake() throws Exception {
        Path wrong = write("wrong.journey.yaml", """
                journey: shop
                owner: team-shop
                schedule: every 1m
                steps:
                  - GET: https://shop.test/
                    expct: status == 200
                """);
        write("right.journey.yaml", Files.readString(wrong).replace("expct", "expect"));
        assertThat(desk.outrider("lint", "-o", "junit", folder)).isEqualTo(ExitCode.INVALID);
        Element wrongSuite = suite(xml(desk.out()), wrong.toString());
        assertThat(wrongSuite.getAttribute("failures")).isEqualTo("1");
        Element failure = (Element) wrongSuite.getElementsByTagName("failure").item(0);
        assertThat(failure.getAttribute("message")).isEqualTo("unknown key 'expct' in a step");
        assertThat(failure.getTextContent()).contains("did you mean 'expect'?");
        Element right =
                suite(xml(desk.out()), folder.resolve("right.journey.yaml").toString());
        assertThat(right.getAttribute("tests")).isEqualTo("1");
        assertThat(right.getAttribute("failures")).isEqualTo("0");
    }

    @Test
    void a_run_for_a_ci_server_is_a_suite_a_journey_and_a_case_a_step() throws Exception {
        try (RawServer server = RawServer.answering(json("{\"state\":\"PENDING\\u0001\"}"))) {
            Path script = write("shop.journey.yaml", """
                    journey: shop
                    owner: team-shop
                    schedule: every 1m
                    steps:
                      - name: Ask
                        GET: %s
                        expect: json.state == 'CONFIRMED'
                      - name: Never reached
                        GET: %s
                    """.formatted(server.url("/"), server.url("/")));
            assertThat(desk.outrider("run", "-o", "junit", script)).isEqualTo(ExitCode.FAILED);
            Element suite = suite(xml(desk.out()), "shop");
            assertThat(suite.getAttribute("tests")).isEqualTo("2");
            assertThat(suite.getAttribute("failures")).isEqualTo("1");
            assertThat(suite.getAttribute("skipped")).isEqualTo("1");
            Element step = (Element) suite.getElementsByTagName("testcase").item(0);
            assertThat(step.getAttribute("name")).isEqualTo("Ask");
            assertThat(step.getAttribute("line")).isEqualTo("5");
            assertThat(step.getTextContent()).contains("json.state == 'CONFIRMED'", "was 'PENDING");
        }
    }

    @Test
    void degraded_fails_a_build_that_asks_for_it() throws Exception {
        try (RawServer server = RawServer.answering(json("{}"))) {
            Path script = write("shop.journey.yaml", """
                    journey: shop
                    owner: team-shop
                    schedule: every 1m
                    steps:
                      - GET: %s
                        warn: status == 201
                    """.formatted(server.url("/")));
            assertThat(desk.outrider("run", script)).isZero();
            assertThat(desk.outrider("run", "--fail-on", "degraded", script)).isEqualTo(ExitCode.FAILED);
        }
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static Document xml(String text) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(text)));
    }

    private static Element suite(Document document, String name) {
        for (int i = 0; i < document.getElementsByTagName("testsuite").getLength(); i++) {
            Element suite = (Element) document.getElementsByTagName("testsuite").item(i);
            if (suite.getAttribute("name").equals(name)) {
                return suite;
            }
        }
        throw new AssertionError("no suite " + name);
    }

    private static String json(String body) {
        return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n"
                + body;
    }
}
