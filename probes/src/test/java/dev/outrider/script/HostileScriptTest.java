package dev.outrider.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrider.source.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever stands in a file, an author is told with a place, soon, and the process lives. */
class HostileScriptTest {
    private static final String VALID = valid();

    private static String valid() {
        try {
            Path journeys = Path.of(System.getProperty("outrider.root", ".."), "probes/journeys");
            return Files.readString(journeys.resolve("checkout.journey.yaml"));
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }

    @RepeatedTest(200)
    void a_damaged_script_never_crashes_the_compiler(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        StringBuilder text = new StringBuilder(VALID);
        for (int i = 0; i <= random.nextInt(4); i++) {
            damage(text, random);
        }
        Sources sources = new Sources(Map.of("a.journey.yaml", text.toString()));
        List<Problem> problems =
                Compiler.compile(sources, "a.journey.yaml", Optional.empty()).problems();
        assertThat(problems).as("seed %d", repetition.getCurrentRepetition()).allSatisfy(problem -> {
            assertThat(problem.place().file()).isEqualTo("a.journey.yaml");
            assertThat(problem.render(text.toString())).contains("--> a.journey.yaml:");
        });
    }

    private static void damage(StringBuilder text, Random random) {
        int at = random.nextInt(text.length());
        int length = Math.min(random.nextInt(40), text.length() - at);
        switch (random.nextInt(8)) {
            case 0 -> text.delete(at, at + length);
            case 1 -> text.insert(at, text.substring(at, at + length));
            case 2 -> text.setCharAt(at, (char) random.nextInt(0x250));
            case 3 -> text.insert(at, "\t\r\u0000\uFEFF\uD800\u2028{}[]&*!|>'\"%@`#:-${".charAt(random.nextInt(24)));
            case 4 -> text.insert(at, "${".repeat(random.nextInt(20)));
            case 5 -> text.setLength(at);
            case 6 -> text.insert(at, "[".repeat(random.nextInt(60)));
            default -> text.insert(at, "\n" + " ".repeat(random.nextInt(8)));
        }
    }

    static Stream<Arguments> bombs() {
        String head = "journey: j\nowner: t\nschedule: every 1m\nsteps:\n  - GET: https://x/\n    expect: ";
        return Stream.of(
                Arguments.argumentSet("nested lists", "[".repeat(200_000)),
                Arguments.argumentSet("nested mappings", "{a: ".repeat(60_000)),
                Arguments.argumentSet("nested blocks", blocks(2_000)),
                Arguments.argumentSet("a large file", "a".repeat(300_000)),
                Arguments.argumentSet("a large quoted text", "a: \"" + "x".repeat(250_000) + "\""),
                Arguments.argumentSet("a large text never closed", "a: \"" + "x ".repeat(120_000)),
                Arguments.argumentSet("laughing aliases", "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"),
                Arguments.argumentSet("many keys", "k: v\n".repeat(40_000)),
                Arguments.argumentSet("many items", "a: [" + "b, ".repeat(80_000) + "b]\n"),
                Arguments.argumentSet("nothing", ""),
                Arguments.argumentSet("only a comment", "# nothing\n"),
                Arguments.argumentSet("several documents", "a: 1\n---\nb: 2\n"),
                Arguments.argumentSet("a directive", "%YAML 1.1\n---\na: 1\n"),
                Arguments.argumentSet("not UTF-8", "a: \uFFFD\n"),
                Arguments.argumentSet("a NUL", "a: \u0000\n"),
                Arguments.argumentSet("a tagged object", "!!javax.script.ScriptEngineManager [a]\n"),
                Arguments.argumentSet("a merge key", "a: {<<: {b: 1}}\n"),
                Arguments.argumentSet("nested parentheses", head + "(".repeat(3_000) + "\n"),
                Arguments.argumentSet("a long sum", head + "1" + "+1".repeat(1_900) + " > 0 && 'a'\n"),
                Arguments.argumentSet("a long expression", head + "'" + "status == 200 && ".repeat(2_000) + "true'\n"),
                Arguments.argumentSet("a hanging pattern", head + "text.matches('(((a{900}){900}){900})')\n"));
    }

    private static String blocks(int depth) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < Math.min(depth, 700); i++) {
            text.append(" ".repeat(i)).append("a:\n");
        }
        return text.toString();
    }

    @ParameterizedTest
    @MethodSource("bombs")
    void a_bomb_is_a_problem_with_a_place_and_soon(String text) {
        Sources sources = new Sources(Map.of("b.journey.yaml", text));
        long start = System.nanoTime();
        Compiled compiled = Compiler.compile(sources, "b.journey.yaml", Optional.empty());
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        assertThat(compiled).isInstanceOf(Compiled.Rejected.class);
        assertThat(compiled.problems().getFirst().render(text)).contains("--> b.journey.yaml:");
        // Milliseconds when warm; what a cold and busy machine needs is not the point.
        assertThat(took).isLessThan(Duration.ofSeconds(5));
    }
}
