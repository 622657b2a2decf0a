package dev.outrider.run.net;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A server of a Debian package, as a process of its own. */
public final class Peer implements AutoCloseable {
    private final Process process;

    private Peer(Process process) {
        this.process = process;
    }

    /** Skips a test where a program is not installed; where CI runs, it must be. */
    public static Path program(String name, String debianPackage) {
        List<Path> found = Stream.concat(
                        Stream.of(System.getenv("PATH").split(File.pathSeparator)),
                        Stream.of("/usr/sbin", "/usr/lib/postgresql/15/bin"))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .toList();
        assumeTrue(
                "true".equals(System.getenv("CI")) || !found.isEmpty(),
                "no " + name + " here: apt-get install " + debianPackage);
        return found.getLast();
    }

    /** One that runs until it is closed; what it says goes to a file. */
    public static Peer start(Path log, String... command) throws IOException {
        return new Peer(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start());
    }

    /** One that is over when this returns. */
    public static void run(Path log, String... command) throws IOException, InterruptedException {
        int code = start(log, command).process.waitFor();
        if (code != 0) {
            throw new IOException(String.join(" ", command) + ": " + Files.readString(log));
        }
    }

    /** A port that was free a moment ago, by TCP and by UDP. */
    public static int port() throws IOException {
        try (ServerSocket tcp = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                DatagramSocket udp = new DatagramSocket(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), tcp.getLocalPort()))) {
            return udp.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException stopped) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
