package dev.outrider.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrider.source.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an author is told: one file a mistake, beside it the exact text. {@code -Doutrider.golden=write} writes it anew. */
class MistakesTest {
    private static final Path FOLDER =
            Path.of(System.getProperty("outrider.root", ".."), "probes/src/test/resources/mistakes");

    static List<String> mistakes() throws IOException {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.map(file -> FOLDER.relativize(file).toString())
                    .filter(name -> name.matches("(broken/|empty/|roads/)?[0-9].*\\.yaml|fragments/secretive\\.yaml"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void is_told_with_its_place_and_what_to_write(String name) throws IOException {
        Sources sources = Sources.of(FOLDER);
        List<Problem> problems =
                Compiler.compile(sources, name, Optional.empty()).problems();
        String told = problems.stream()
                .map(problem ->
                        problem.render(sources.text(problem.place().file()).orElse("")))
                .collect(Collectors.joining("\n"));
        Path golden = FOLDER.resolve(name.replace(".yaml", ".txt"));
        if (System.getProperty("outrider.golden", "").equals("write")) {
            Files.writeString(golden, told);
        }
        assertThat(problems).isNotEmpty();
        assertThat(told).isEqualTo(Files.readString(golden));
    }
}
