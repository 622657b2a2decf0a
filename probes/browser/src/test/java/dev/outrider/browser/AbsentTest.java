package dev.outrider.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrider.result.Outcome;
import dev.outrider.result.RunResult;
import dev.outrider.run.RunSettings;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of what is not there. */
class AbsentTest {
    @TempDir
    private Path folder;

    @Test
    void fields_without_a_label_are_named_as_an_author_may_name_them() {
        Machine.assumeBrowser();
        Vertx vertx = Vertx.vertx();
        try (Street street = new Street(vertx);
                Ride ride = new Ride(street.url(), RunSettings.DEFAULT, folder)) {
            street.page("/", """
                    <label>Email <input></label><input placeholder=Search><textarea id=note></textarea>
                    <select name=country></select><input type=hidden name=csrf><input>""");
            street.page("/bare", "<input name=q>");
            assertThat(detail(ride, "/"))
                    .endsWith(
                            "and has these fields: 'Email', 'Search', and these fields without a label: 'placeholder=Search', '#note', 'select[name=\"country\"]', 'input'");
            assertThat(detail(ride, "/bare")).endsWith(", and these fields without a label: 'input[name=\"q\"]'");
        } finally {
            vertx.close().await();
        }
    }

    @Test
    void a_file_that_did_not_come_is_named_in_the_console() {
        Machine.assumeBrowser();
        Vertx vertx = Vertx.vertx();
        try (Street street = new Street(vertx);
                Ride ride = new Ride(street.url(), RunSettings.DEFAULT, folder)) {
            street.page("/", "<link rel=icon href='data:,'><script src=/lost.js></script>");
            RunResult run = ride.run("steps: [{ name: Look, browser: [{ goto: / }] }]");
            assertThat(run.evidence().views().getFirst().console())
                    .first()
                    .asString()
                    .startsWith("Failed to load resource: the server responded with a status of 404")
                    .endsWith(": " + street.url() + "/lost.js");
        } finally {
            vertx.close().await();
        }
    }

    private static String detail(Ride ride, String path) {
        Outcome outcome = ride.run("""
                steps:
                  - name: Fill
                    browser: [{ goto: %s }, { fill: { label=Name: nobody } }]
                    timeout: 1s
                """.formatted(path)).outcome();
        assertThat(outcome).isInstanceOf(Outcome.Failed.class);
        return ((Outcome.Failed) outcome).detail();
    }
}
