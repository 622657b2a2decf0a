package dev.outrider.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrider.script.JsonSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InitTest {
    @TempDir
    private Path temporary = Path.of(".");

    private final Desk desk = new Desk();

    @Test
    void what_it_writes_lints_clean_and_passes_against_the_running_shop() {
        try (DemoShop shop = new DemoShop()) {
            Path folder = temporary.resolve("new/journeys");
            assertThat(desk.outrider("init", folder, "--shop", shop.url())).isZero();
            assertThat(desk.out()).isEmpty();
            assertThat(desk.err())
                    .contains("wrote " + folder.resolve("first-visit.journey.yaml"))
                    .contains("outrider run " + folder.resolve("first-visit.journey.yaml"));
            assertThat(desk.outrider("lint", folder)).isZero();
            assertThat(desk.err()).isEqualTo("2 files: no errors, no warnings\n");
            assertThat(desk.outrider("run", folder.resolve("first-visit.journey.yaml")))
                    .as(desk.out() + desk.err())
                    .isZero();
            assertThat(desk.out()).contains("PASS  3/3 steps");
        }
    }

    @Test
    void editors_are_told_where_the_schema_is() throws IOException {
        desk.outrider("init", temporary);
        assertThat(Files.readString(temporary.resolve("journey.schema.json"))).isEqualTo(JsonSchema.text());
        assertThat(Files.readString(temporary.resolve(".vscode/settings.json")))
                .contains("yaml.schemas", "./journey.schema.json", "*.journey.yaml");
        assertThat(Files.readString(temporary.resolve("first-visit.journey.yaml")))
                .startsWith("# yaml-language-server: $schema=journey.schema.json\n");
    }

    @Test
    void nothing_is_overwritten() throws IOException {
        Path mine = Files.writeString(temporary.resolve("first-visit.journey.yaml"), "mine");
        assertThat(desk.outrider("init", temporary)).isEqualTo(ExitCode.USAGE);
        assertThat(desk.err()).startsWith("error: " + mine + " is there already, and is left as it is");
        assertThat(mine).hasContent("mine");
        assertThat(temporary.resolve("environments")).doesNotExist();
    }

    @Test
    void the_settings_of_an_editor_stay_the_authors_own() throws IOException {
        Files.createDirectories(temporary.resolve(".vscode"));
        Path mine = Files.writeString(temporary.resolve(".vscode/settings.json"), "{}");
        assertThat(desk.outrider("init", temporary)).isZero();
        assertThat(mine).hasContent("{}");
        assertThat(desk.err()).contains("is yours and is left as it is", "yaml.schemas");
    }

    @Test
    void an_address_that_is_none_is_refused() {
        assertThat(desk.outrider("init", temporary, "--shop", "shop")).isEqualTo(ExitCode.USAGE);
        assertThat(desk.err()).contains("--shop takes an address like http://127.0.0.1:8090, not 'shop'");
    }
}
