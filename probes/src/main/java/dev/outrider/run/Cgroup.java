package dev.outrider.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * What this process's control group is kept from the processor ({@code cpu.stat} of cgroup v2). Looked at ten times a
 * second at most, however many runs ask. Safe to use from any thread.
 */
final class Cgroup {
    private static final String FIELD = "throttled_usec ";

    private final Optional<Path> stat;
    private OptionalLong last = OptionalLong.empty();
    private long readAt;

    private Cgroup(Optional<Path> stat) {
        this.stat = stat;
    }

    /** This process's own. */
    static Cgroup own() {
        return of(Path.of("/proc/self/cgroup"), Path.of("/sys/fs/cgroup"));
    }

    /**
     * The one that a file like {@code /proc/self/cgroup} names.
     *
     * @param mount where the groups are; within a container it is the group itself
     */
    static Cgroup of(Path names, Path mount) {
        Optional<Path> stat = lines(names).stream()
                .filter(line -> line.startsWith("0::/"))
                .findFirst()
                .flatMap(line -> Stream.of(mount.resolve(line.substring(4)), mount)
                        .map(group -> group.resolve("cpu.stat"))
                        .filter(Files::isReadable)
                        .findFirst());
        Cgroup group = new Cgroup(stat);
        // Of the root of all groups, and where the controller is off, there is no such figure.
        return group.read().isPresent() ? group : new Cgroup(Optional.empty());
    }

    /** In microseconds since the group began; empty where nobody says. */
    synchronized OptionalLong throttled() {
        long now = System.nanoTime();
        if (stat.isPresent() && (last.isEmpty() || now - readAt >= Lateness.PERIOD)) {
            last = read();
            readAt = now;
        }
        return last;
    }

    private OptionalLong read() {
        return stat.map(Cgroup::lines).orElse(List.of()).stream()
                .filter(line -> line.startsWith(FIELD))
                .map(line -> line.substring(FIELD.length()).strip())
                .filter(number -> number.matches("[0-9]{1,18}"))
                .mapToLong(Long::parseLong)
                .findFirst();
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException none) {
            return List.of();
        }
    }
}
