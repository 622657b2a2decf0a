package dev.outrider.coordinator.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.outrider.coordinator.store.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogFolderTest {
    private static final Watch BROWSE = new Watch("browse", "demo");
    private static final String JOURNEY = """
            journey: browse
            title: A visitor opens a product
            owner: team-catalogue
            schedule: every 1m
            base: ${env.shop}
            steps:
              - name: Home
                GET: /
                expect: status == 200
            """;

    @TempDir
    Path data;

    @TempDir
    Path journeys;

    private Instant now = Instant.parse("2026-11-27T12:00:00Z");
    private List<String> regions = List.of("eu-west", "us-east");
    private int changes;
    private Database database;
    private Catalog catalog;
    private CatalogFolder folder;

    @BeforeEach
    void prepare() throws IOException {
        write("environments/demo.yaml", "environment: demo\nvars:\n  shop: http://127.0.0.1:8089\n");
        write("browse.journey.yaml", JOURNEY);
        open();
    }

    private void open() {
        database = Database.open(data);
        Judging judging = new Judging(regions, List.of("demo"), Optional.empty());
        catalog = new Catalog(database, judging, () -> now);
        folder = new CatalogFolder(journeys, judging, catalog);
        catalog.onChange(() -> changes++);
        folder.open();
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void restart() {
        close();
        now = now.plusSeconds(600);
        open();
    }

    @Test
    void a_journey_is_watched_in_all_declared_regions_from_now_on() {
        Version version = catalog.version(BROWSE).orElseThrow();
        assertThat(version.from()).isEqualTo(now);
        assertThat(version.regions()).containsExactly("eu-west", "us-east");
        assertThat(version.interval()).isEqualTo(Duration.ofMinutes(1));
        assertThat(version.staleAfter()).isEqualTo(Duration.ofMinutes(3));
        assertThat(catalog.entries()).containsOnlyKeys(BROWSE);
        assertThat(catalog.bundle(version.digest())).isPresent();
        assertThat(catalog.interval(version.digest())).contains(Duration.ofMinutes(1));
        assertThat(catalog.mistakes()).isEmpty();
    }

    @Test
    void an_edit_is_taken_when_it_has_stood_still_for_one_look() throws IOException {
        String digest = catalog.version(BROWSE).orElseThrow().digest();
        now = now.plusSeconds(60);
        write("browse.journey.yaml", JOURNEY.replace("Home", "Front page"));
        folder.look();
        assertThat(catalog.version(BROWSE).orElseThrow().digest()).isEqualTo(digest);
        folder.look();
        assertThat(catalog.version(BROWSE).orElseThrow().from()).isEqualTo(now);
        assertThat(catalog.versions(BROWSE)).hasSize(2);
        assertThat(changes).isEqualTo(2);
        folder.look();
        assertThat(changes).isEqualTo(2);
    }

    @Test
    void a_broken_file_is_told_with_its_place_and_its_last_good_version_goes_on() throws IOException {
        breakIt();
        Mistake mistake = catalog.mistakes().getFirst();
        assertThat(mistake.problem().place().file()).isEqualTo("browse.journey.yaml");
        assertThat(mistake.problem().place().position().line()).isEqualTo(9);
        assertThat(mistake.rendered()).contains("expct", "did you mean 'expect'", "^");
        assertThat(catalog.entries()).containsOnlyKeys(BROWSE);
        assertThat(catalog.versions(BROWSE)).hasSize(1);

        write("browse.journey.yaml", JOURNEY);
        look();
        assertThat(catalog.mistakes()).isEmpty();
        assertThat(catalog.versions(BROWSE)).hasSize(1);
    }

    @Test
    void the_last_good_version_of_a_broken_file_goes_on_after_a_restart() throws IOException {
        breakIt();
        restart();
        assertThat(catalog.mistakes()).hasSize(1);
        assertThat(catalog.versions(BROWSE)).hasSize(1);
        assertThat(catalog.version(BROWSE)).isPresent();
        assertThat(catalog.entries().get(BROWSE))
                .satisfies(entry -> assertThat(entry.journey().title()).isEqualTo("A visitor opens a product"));
    }

    @Test
    void a_restart_changes_nothing_where_the_files_did_not_change() {
        List<Version> before = catalog.versions(BROWSE);
        restart();
        assertThat(catalog.versions(BROWSE)).isEqualTo(before);
    }

    @Test
    void a_removed_file_ends_its_journey_and_its_history_stays() throws IOException {
        Files.delete(journeys.resolve("browse.journey.yaml"));
        now = now.plusSeconds(60);
        look();
        assertThat(catalog.version(BROWSE)).isEmpty();
        assertThat(catalog.entries()).isEmpty();
        assertThat(catalog.watches()).containsExactly(BROWSE);
        restart();
        assertThat(catalog.versions(BROWSE).getFirst().to()).contains(now.minusSeconds(600));
    }

    @Test
    void a_directory_that_is_gone_for_a_while_changes_nothing() throws IOException {
        Path aside = journeys.resolveSibling("aside-" + System.nanoTime());
        Files.move(journeys, aside);
        look();
        look();
        assertThat(catalog.version(BROWSE)).isPresent();
        Files.move(aside, journeys);
        look();
        assertThat(catalog.versions(BROWSE)).hasSize(1);
    }

    @Test
    void an_edit_of_values_that_a_journey_does_not_read_is_no_new_version() throws IOException {
        write("environments/demo.yaml", "environment: demo\nvars:\n  shop: http://127.0.0.1:8089\n  other: 1\n");
        look();
        assertThat(catalog.versions(BROWSE)).hasSize(1);
        write("environments/demo.yaml", "environment: demo\nvars:\n  shop: http://127.0.0.1:9999\n  other: 1\n");
        look();
        assertThat(catalog.versions(BROWSE)).hasSize(2);
    }

    @Test
    void a_region_that_is_declared_later_is_expected_from_then_on() {
        String digest = catalog.version(BROWSE).orElseThrow().digest();
        regions = List.of("eu-west", "us-east", "ap-south");
        restart();
        assertThat(catalog.versions(BROWSE))
                .extracting(Version::digest, version -> version.regions().size())
                .containsExactly(tuple(digest, 2), tuple(digest, 3));
        assertThat(catalog.version(BROWSE).orElseThrow().from()).isEqualTo(now);
    }

    @Test
    void two_files_with_one_id_are_told_and_the_first_counts() throws IOException {
        write("copy.journey.yaml", JOURNEY.replace("A visitor", "Another visitor"));
        look();
        assertThat(catalog.mistakes()).hasSize(1);
        assertThat(catalog.mistakes().getFirst().problem().message())
                .isEqualTo("there is already a journey 'browse' in browse.journey.yaml");
        assertThat(catalog.versions(BROWSE)).hasSize(1);
    }

    @Test
    void a_journey_that_names_a_region_nobody_declared_is_watched_in_the_others_and_told() throws IOException {
        write("browse.journey.yaml", JOURNEY.replace("owner:", "regions: [us-east, mars]\nowner:"));
        look();
        assertThat(catalog.version(BROWSE).orElseThrow().regions()).containsExactly("us-east");
        assertThat(catalog.mistakes().getFirst().rendered()).contains("mars", "eu-west, us-east", "--regions");
    }

    @Test
    void a_journey_that_names_other_environments_is_not_watched_and_not_wrong() throws IOException {
        write("environments/staging.yaml", "environment: staging\nvars:\n  shop: http://127.0.0.1:1\n");
        write("nightly.journey.yaml", JOURNEY.replace("journey: browse", "journey: nightly\nenvironments: [staging]"));
        look();
        assertThat(catalog.mistakes()).isEmpty();
        assertThat(catalog.entries()).containsOnlyKeys(BROWSE);
    }

    private void breakIt() throws IOException {
        write("browse.journey.yaml", JOURNEY.replace("expect:", "expct:"));
        look();
    }

    private void look() {
        folder.look();
        folder.look();
    }

    private void write(String path, String text) throws IOException {
        Path file = journeys.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
