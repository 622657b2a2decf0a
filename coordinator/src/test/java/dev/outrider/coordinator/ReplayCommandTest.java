package dev.outrider.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class ReplayCommandTest {
    private static final String OUTAGE = "02-global-outage-10min.json";
    private static final String SILENCE = "08-everything-silent.json";

    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @ValueSource(strings = {OUTAGE, SILENCE})
    void it_answers_what_the_file_expects(String name) throws Exception {
        Path file = golden(name);
        assertThat(run(file)).isZero();
        assertThat(new JsonObject(out.toString())).isEqualTo(json(file).getJsonObject("expected"));
    }

    @Test
    void of_several_files_it_answers_a_list_in_their_order() throws Exception {
        assertThat(run(golden(SILENCE), golden(OUTAGE))).isZero();
        assertThat(new JsonArray(out.toString()))
                .isEqualTo(new JsonArray()
                        .add(json(golden(SILENCE)).getJsonObject("expected"))
                        .add(json(golden(OUTAGE)).getJsonObject("expected")));
    }

    @Test
    void what_was_not_received_is_not_known() throws Exception {
        JsonObject live = json(golden(OUTAGE)).put("now", 1300).put("asOf", 1300);
        assertThat(run(write(live.encode()))).isZero();
        JsonObject answer = new JsonObject(out.toString());
        assertThat(answer.getJsonArray("timeline").getJsonArray(3)).isEqualTo(new JsonArray("[1220,1300,\"partial\"]"));
        assertThat(answer.getInteger("good") + answer.getInteger("bad")).isEqualTo(65);
    }

    @Test
    void maintenance_counts_for_neither_side() throws Exception {
        JsonObject file = json(golden(OUTAGE));
        file.getJsonObject("journey").put("maintenance", new JsonArray("[[600,1300,[]]]"));
        assertThat(run(write(file.put("target", "1").encode()))).isZero();
        JsonObject answer = new JsonObject(out.toString());
        assertThat(answer.getInteger("maint")).isEqualTo(700);
        assertThat(answer.getInteger("bad")).isZero();
        assertThat(answer.getJsonArray("incidents")).isEmpty();
        assertThat(answer.getString("verdict")).isEqualTo("kept");
        assertThat(answer.getString("budgetSeconds")).isEqualTo("0");
        assertThat(answer.getValue("budgetRemaining")).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"journey":{"intervall":60}}                    | 1:13 | unknown key 'intervall'; known are interval, regions
            {"journey":{"from":0,"interval":0,"regions":[]}} | 1:33 | a whole number from 1 on is expected
            {"journey":{"from":0.5}}                        | 1:20 | a whole number is expected
            {"journey":[]}                                  | 1:12 | an object is expected
            {"now":1,                                       | 1:    | not JSON
            {}                                              | 1:1  | 'journey' is missing
            """)
    void a_file_that_is_wrong_is_refused_with_its_place(String text, String place, String message) throws Exception {
        assertThat(run(write(text))).isEqualTo(3);
        assertThat(err.toString()).contains("replay.json:" + place, message);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void a_file_that_is_not_there_is_named() {
        assertThat(run(directory.resolve("nothing.json"))).isEqualTo(3);
        assertThat(err.toString()).contains("nothing.json cannot be read");
    }

    private int run(Path... files) {
        return new CommandLine(new ReplayCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(Arrays.stream(files).map(Path::toString).toArray(String[]::new));
    }

    private Path write(String text) throws IOException {
        return Files.writeString(directory.resolve("replay.json"), text);
    }

    private static JsonObject json(Path file) throws IOException {
        return new JsonObject(Files.readString(file));
    }

    private static Path golden(String name) throws URISyntaxException {
        return Path.of(Objects.requireNonNull(ReplayCommandTest.class.getResource("/semantics/" + name))
                .toURI());
    }
}
