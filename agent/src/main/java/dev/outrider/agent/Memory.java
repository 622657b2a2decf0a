package dev.outrider.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What this process takes of its machine. */
final class Memory {
    private Memory() {}

    /** Resident memory, by {@code /proc}; where there is none, the heap, which is less. */
    static long residentBytes() {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
                if (line.startsWith("VmRSS:")) {
                    return Long.parseLong(line.replaceAll("\\D+", "")) << 10;
                }
            }
        } catch (IOException | NumberFormatException noProc) {
            // Not Linux.
        }
        return Runtime.getRuntime().totalMemory();
    }
}
