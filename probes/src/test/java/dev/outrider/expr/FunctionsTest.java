package dev.outrider.expr;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class FunctionsTest {
    @Test
    void no_form_of_a_function_hides_another() {
        assertThat(Functions.ALL).extracting(Function::overload).doesNotHaveDuplicates();
    }

    @Test
    void the_page_for_authors_names_every_function() throws IOException {
        String page = Files.readString(Path.of(System.getProperty("outrider.root", ".."), "probes/README.md"));
        assertThat(Functions.ALL)
                .filteredOn(function -> !function.doc().isEmpty())
                .extracting(Function::name)
                .allSatisfy(name -> assertThat(page).containsAnyOf(name, name.replaceAll("\\..*", ".*")));
    }
}
