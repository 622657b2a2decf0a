package dev.outrider.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the system says of a process, from {@code /proc}.
 *
 * @param cpuMillis of all its threads, in steps of ten
 * @param mebibytes resident
 */
record Account(double cpuMillis, double mebibytes) {
    private static final double TICK_MILLIS = 10;

    /** @throws IOException when the process is over */
    static Account of(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
        // The name, in parentheses, may hold blanks.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        double ticks = Double.parseDouble(fields[11]) + Double.parseDouble(fields[12]);
        double pages = Double.parseDouble(fields[21]);
        return new Account(ticks * TICK_MILLIS, pages * 4096 / 1024 / 1024);
    }

    /** What of its memory is not a file's: heap, stacks, compiled code, what libraries allocate. */
    static double anonymous(long pid) throws IOException {
        String kibibytes = Files.readString(Path.of("/proc", Long.toString(pid), "status"))
                .lines()
                .filter(line -> line.startsWith("RssAnon:"))
                .findFirst()
                .orElse("0")
                .replaceAll("[^0-9]", "");
        return Double.parseDouble(kibibytes) / 1024;
    }
}
