package dev.outrider.agent.assignment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrider.fleet.Bundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BundleFilesTest {
    @TempDir
    Path folder;

    @Test
    void many_come_in_one_file_and_are_found_after_a_restart() throws IOException {
        List<Bundle> bundles = IntStream.range(0, 100).mapToObj(i -> bundle(i)).toList();
        new BundleFiles(folder).keep(bundles);
        assertThat(names()).containsExactly("00000000.bundles");

        BundleFiles files = new BundleFiles(folder);
        for (Bundle bundle : bundles) {
            assertThat(files.bundle(bundle.digest())).contains(bundle);
        }
        files.keep(List.of(bundle(100)));
        assertThat(names()).containsExactly("00000000.bundles", "00000001.bundles");
    }

    @Test
    void a_file_that_is_mostly_of_no_use_is_written_anew_and_one_of_none_is_deleted() throws IOException {
        BundleFiles files = new BundleFiles(folder);
        files.keep(List.of(bundle(1), bundle(2), bundle(3)));
        files.keep(List.of(bundle(4), bundle(5), bundle(6)));
        files.keep(List.of(bundle(7), bundle(8), bundle(9)));
        files.forgetAllBut(needed(1, 2, 4));
        assertThat(names()).containsExactly("00000000.bundles", "00000003.bundles");

        for (BundleFiles each : List.of(files, new BundleFiles(folder))) {
            assertThat(each.bundle(bundle(1).digest())).contains(bundle(1));
            assertThat(each.bundle(bundle(4).digest())).contains(bundle(4));
            assertThat(each.has(bundle(7).digest())).isFalse();
        }
    }

    @Test
    void what_a_crash_left_half_written_is_not_taken_and_is_cleared_away() throws IOException {
        Files.writeString(folder.resolve("00000000.bundles.next"), "half");
        BundleFiles files = new BundleFiles(folder);
        files.keep(List.of(bundle(1)));
        files.forgetAllBut(needed(1));
        assertThat(names()).containsExactly("00000000.bundles");
    }

    @Test
    void one_that_was_damaged_is_not_there_so_that_it_is_fetched_again() throws IOException {
        new BundleFiles(folder).keep(List.of(bundle(1)));
        Path file = folder.resolve("00000000.bundles");
        Files.writeString(file, Files.readString(file).replace("\"journey\"", "\"j\""));
        BundleFiles files = new BundleFiles(folder);
        assertThat(files.bundle(bundle(1).digest())).isEmpty();
        assertThat(files.has(bundle(1).digest())).isFalse();
    }

    @Test
    void a_digest_from_outside_that_is_none_is_not_kept() {
        BundleFiles files = new BundleFiles(folder);
        files.keep(List.of(new Bundle("../../x", "j", "e", "s", Map.of())));
        assertThat(files.has("../../x")).isFalse();
    }

    private static Bundle bundle(int number) {
        return new Bundle("%064x".formatted(number), "j" + number, "e", "s", Map.of("s", "text of " + number));
    }

    private static Set<String> needed(int... numbers) {
        return Set.copyOf(IntStream.of(numbers)
                .mapToObj(number -> bundle(number).digest())
                .toList());
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
