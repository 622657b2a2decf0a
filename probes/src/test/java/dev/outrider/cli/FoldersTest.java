package dev.outrider.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders where a file is wanted. */
final class FoldersTest {
    @TempDir
    private Path folder = Path.of(".");

    private final Desk desk = new Desk();

    @Test
    void in_place_of_a_folder_its_scripts_are_named_and_nothing_else() throws IOException {
        write("environments/demo.yaml", "environment: demo\n");
        write("fragments/login.yaml", "fragment: login\nsteps: []\n");
        write("shop.journey.yaml", "# first\njourney: shop\n");
        write("edge.checks.yaml", "checks: edge\n");
        assertThat(desk.outrider("run", folder)).isEqualTo(ExitCode.USAGE);
        assertThat(desk.err())
                .contains("is a folder, and this takes one script:\n  %1$s/edge.checks.yaml\n  %1$s/shop.journey.yaml\n"
                        .formatted(folder))
                .doesNotContain("demo.yaml", "login.yaml");
    }

    @Test
    void an_empty_one_says_how_to_begin() {
        assertThat(desk.outrider("explain", folder)).isEqualTo(ExitCode.USAGE);
        assertThat(desk.err()).contains("there is none in it; 'outrider init " + folder + "' begins with one");
    }

    @Test
    void an_archive_that_cannot_be_written_is_told_before_anything_is_asked() throws IOException {
        write("shop.journey.yaml", """
                journey: shop
                owner: team-shop
                schedule: every 1m
                steps: [ { tcp: "127.0.0.1:1" } ]
                """);
        write("environments/demo.yaml", "environment: demo\n");
        Path script = folder.resolve("shop.journey.yaml");
        assertThat(desk.outrider("run", "--har", folder.resolve("none/a.har"), script))
                .isEqualTo(ExitCode.USAGE);
        assertThat(desk.err()).contains("/a.har: there is no folder " + folder.resolve("none"));
        assertThat(desk.out()).isEmpty();
        assertThat(desk.outrider("run", "--har", folder, script)).isEqualTo(ExitCode.USAGE);
        assertThat(desk.err()).contains("it is a folder; name a file in it");
    }

    private void write(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
