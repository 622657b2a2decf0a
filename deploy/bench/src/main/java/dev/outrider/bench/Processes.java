package dev.outrider.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Command lines of what is measured. */
final class Processes {
    static final int SERVER_CORE = 0;
    static final int CLIENT_CORE = 1;

    private Processes() {}

    /** On the core of the clients. */
    static List<String> pinned(List<String> command) {
        List<String> pinned = new ArrayList<>(List.of("taskset", "-c", Integer.toString(CLIENT_CORE)));
        pinned.addAll(command);
        return pinned;
    }

    /** A JVM of the kind that runs this. */
    static List<String> java(List<String> flags, String classPath, String main, List<String> options) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED"));
        command.addAll(flags);
        command.addAll(List.of("-cp", classPath, main));
        command.addAll(options);
        return command;
    }
}
