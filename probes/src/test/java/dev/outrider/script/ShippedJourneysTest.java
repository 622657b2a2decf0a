package dev.outrider.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The journeys that are shipped are right, and give no cause for a warning. */
class ShippedJourneysTest {
    private static final Sources SOURCES =
            Sources.of(Path.of(System.getProperty("outrider.root", ".."), "probes/journeys"));

    static List<String> scripts() {
        return SOURCES.scripts();
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void compile_without_a_word(String path) {
        Compiled compiled = Compiler.compile(SOURCES, path, Optional.of("demo"));
        assertThat(compiled.problems())
                .map(problem -> problem.render(SOURCES.text(path).orElse("")))
                .isEmpty();
        assertThat(compiled).isInstanceOfSatisfying(Compiled.Ready.class, ready -> {
            assertThat(ready.environment().name()).isEqualTo("demo");
            assertThat(ready.journey().longestRun())
                    .isLessThanOrEqualTo(ready.journey().schedule().interval());
        });
    }
}
