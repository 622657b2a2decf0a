package dev.outrider.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrider.script.Compiled;
import dev.outrider.script.Compiler;
import dev.outrider.script.Sources;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples for shops that are not ours: no shop to run them against is here, but they compile without a word. */
final class ElsewhereTest {
    private static final Path EVERSHOP = Path.of(System.getProperty("outrider.root", ".."), "probes/examples/evershop");

    static Stream<String> scripts() {
        return Sources.of(EVERSHOP).scripts().stream();
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void compiles(String script) {
        Compiled compiled = Compiler.compile(Sources.of(EVERSHOP), script, Optional.of("evershop"));
        assertThat(compiled).isInstanceOf(Compiled.Ready.class);
        assertThat(compiled.problems()).isEmpty();
    }
}
