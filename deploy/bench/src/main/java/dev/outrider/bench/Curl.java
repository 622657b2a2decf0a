package dev.outrider.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** curl as a process. */
final class Curl {
    private Curl() {}

    /** Whether there is one on this machine. */
    static boolean isThere() {
        try {
            return !run(List.of("--version")).said().isEmpty();
        } catch (IOException absent) {
            return false;
        }
    }

    /**
     * How it ended.
     *
     * @param code its exit code, 0 for "all is well"
     * @param said on standard output, or its complaint where there is one
     */
    record Ended(int code, String said) {}

    static Ended run(List<String> options) throws IOException {
        List<String> command = new ArrayList<>(List.of("curl"));
        command.addAll(options);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            return new Ended(process.waitFor(), said);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new Ended(-1, "interrupted");
        }
    }
}
