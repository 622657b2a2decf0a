package dev.outrider.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrider.result.Strain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SelfWatchTest {
    private static final Duration BOUND = Duration.ofSeconds(1);

    @Test
    void what_held_the_process_up_is_named_with_how_much() {
        assertThat(SelfWatch.doubt(strain(0, 2100, 1900, 0), BOUND))
                .contains("this agent was held up during the run: the process stood still for 2.1 s"
                        + " (garbage collection during the run: 1.9 s); beyond 1 s its times mean nothing");
        assertThat(SelfWatch.doubt(strain(1500, 0, 0, 0), BOUND).orElseThrow())
                .contains("its event loop was late by 1.5 s")
                .doesNotContain("stood still", "throttled");
        assertThat(SelfWatch.doubt(strain(10, 20, 30, 3000), BOUND).orElseThrow())
                .contains("its cgroup was throttled for 3 s")
                .doesNotContain("late", "stood still");
    }

    @Test
    void within_the_bound_nothing_is_doubted() {
        assertThat(SelfWatch.doubt(strain(1000, 1000, 5000, 1000), BOUND)).isEmpty();
        assertThat(SelfWatch.doubt(Strain.NONE, BOUND)).isEmpty();
    }

    @Test
    void throttling_is_read_of_the_own_group(@TempDir Path folder) throws IOException {
        Path names = folder.resolve("cgroup");
        Path group = Files.createDirectories(folder.resolve("fs/kube/pod-1"));
        Files.writeString(names, "4:memory:/x\n0::/kube/pod-1\n");
        Files.writeString(group.resolve("cpu.stat"), "usage_usec 9\nnr_throttled 3\nthrottled_usec 123456\n");
        assertThat(Cgroup.of(names, folder.resolve("fs")).throttled()).hasValue(123_456);
    }

    @Test
    void within_a_container_the_mount_is_the_group(@TempDir Path folder) throws IOException {
        Path names = folder.resolve("cgroup");
        Files.writeString(names, "0::/not/visible/from/here\n");
        Files.writeString(folder.resolve("cpu.stat"), "throttled_usec 7\n");
        assertThat(Cgroup.of(names, folder).throttled()).hasValue(7);
    }

    @Test
    void without_the_figure_it_is_not_known(@TempDir Path folder) throws IOException {
        Path names = folder.resolve("cgroup");
        assertThat(Cgroup.of(names, folder).throttled()).isEmpty();
        Files.writeString(names, "1:cpu:/\n0::/\n");
        assertThat(Cgroup.of(names, folder).throttled()).isEmpty();
        Files.writeString(folder.resolve("cpu.stat"), "usage_usec 9\n");
        assertThat(Cgroup.of(names, folder).throttled()).isEmpty();
    }

    @Test
    void a_pause_is_seen_while_it_lasts_and_collections_are_counted() {
        try (PauseMeter pauses = new PauseMeter()) {
            long before = System.nanoTime();
            OptionalLong collected = pauses.collected();
            while (collected.isEmpty()) {
                Thread.onSpinWait();
                collected = pauses.collected();
            }
            System.gc();
            assertThat(pauses.collected().orElseThrow()).isGreaterThanOrEqualTo(collected.getAsLong());
            assertThat(pauses.longestSince(before)).isGreaterThanOrEqualTo(Duration.ZERO);
        }
    }

    private static Strain strain(long lag, long pause, long collecting, long throttled) {
        return new Strain(
                Duration.ofMillis(lag),
                Duration.ofMillis(pause),
                Duration.ofMillis(collecting),
                Optional.of(Duration.ofMillis(throttled)));
    }
}
