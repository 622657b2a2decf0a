package dev.outrider.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReferenceTest {
    private static final String COMMAND = "mvn -Pfast -pl probes -am test -Dtest=ReferenceTest -Doutrider.golden=write"
            + " -Dsurefire.failIfNoSpecifiedTests=false";

    @Test
    void the_shipped_page_is_the_one_that_the_code_makes() throws IOException {
        Path file = Path.of(System.getProperty("outrider.root", ".."), "probes/REFERENCE.md");
        if (System.getProperty("outrider.golden", "").equals("write")) {
            Files.writeString(file, Reference.text());
        }
        assertThat(Files.readString(file))
                .as("probes/REFERENCE.md is stale; write it anew with: %s", COMMAND)
                .isEqualTo(Reference.text());
    }

    @Test
    void it_has_every_key_and_every_name() {
        for (Key.Shape shape : Lang.shapes()) {
            shape.keys().forEach(key -> assertThat(Reference.text()).contains("| `" + key.name() + "`"));
        }
        Vocabulary.ANSWER.keySet().forEach(name -> assertThat(Reference.text()).contains("| `" + name + "` |"));
    }
}
