package dev.outrider.bench;

import dev.outrider.zoo.ZooMain;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The zoo in a process of its own, so that sockets and heap of this one are ours alone. */
final class ZooChild implements AutoCloseable {
    private static final Pattern ANIMAL = Pattern.compile("(\\S+) +((?:https?|dns)://\\S+) +(.*)");
    private static final Pattern AUTHORITY = Pattern.compile("--ca (\\S+\\.pem)");
    private static final Pattern SERVER = Pattern.compile("dns://([^?]+)\\?server=127\\.0\\.0\\.1:(\\d+)");

    private final Process process;
    private final List<Animal> animals = new ArrayList<>();
    private Path authority = Path.of("");
    private InetSocketAddress names = new InetSocketAddress(0);

    /** One of its servers; {@code byName} when it misbehaves by its name, which only the zoo's resolver knows. */
    record Animal(String name, String url, String does, boolean byName) {}

    ZooChild() throws IOException {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ZooMain.class.getName(),
                        "--port",
                        "0")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
        for (String line = said.readLine(); line != null && !line.startsWith("ready"); line = said.readLine()) {
            take(line);
        }
    }

    private void take(String line) {
        Matcher authorityIn = AUTHORITY.matcher(line);
        if (authorityIn.find()) {
            authority = Path.of(authorityIn.group(1));
        }
        Matcher animal = ANIMAL.matcher(line);
        if (animal.matches()) {
            Matcher server = SERVER.matcher(animal.group(2));
            boolean byName = server.matches();
            if (byName) {
                names = new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(server.group(2)));
            }
            String url = byName ? "http://" + server.group(1) + "/" : animal.group(2);
            animals.add(new Animal(animal.group(1), url, animal.group(3), byName));
        }
    }

    List<Animal> animals() {
        return animals;
    }

    /** What its clients are to trust. */
    Path authority() {
        return authority;
    }

    /** Its resolver. */
    InetSocketAddress names() {
        return names;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
