package dev.outrider.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

final class RunQueueTest {
    @Test
    void the_second_figure_is_what_the_thread_waited_and_is_read_anew(@TempDir Path folder) throws IOException {
        Path figures = Files.writeString(folder.resolve("schedstat"), "77896 57335 1\n");
        try (RunQueue queue = RunQueue.of(figures)) {
            assertThat(queue.waited()).isEqualTo(57_335);
            Files.writeString(figures, "18446744073709551615 9223372036854775807 12\n");
            assertThat(queue.waited()).isEqualTo(Long.MAX_VALUE);
            Files.writeString(figures, "");
            assertThat(queue.waited()).isZero();
        }
    }

    @Test
    void who_was_interrupted_does_not_end_it_for_others(@TempDir Path folder) throws Exception {
        try (RunQueue queue = RunQueue.of(Files.writeString(folder.resolve("schedstat"), "1 2 3\n"))) {
            Thread interrupted = Thread.ofPlatform().start(() -> {
                Thread.currentThread().interrupt();
                queue.waited();
            });
            interrupted.join();
            assertThat(queue.waited()).isEqualTo(2);
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void it_is_that_of_the_thread_which_asked_whoever_reads_it() throws Exception {
        try (RunQueue mine = RunQueue.ofThisThread()) {
            Path there = Path.of("/proc/thread-self").toRealPath().resolve("schedstat");
            long before = Long.parseLong(Files.readString(there).split(" ", -1)[1]);
            assertThat(mine.waited()).isGreaterThanOrEqualTo(before);
        }
    }
}
