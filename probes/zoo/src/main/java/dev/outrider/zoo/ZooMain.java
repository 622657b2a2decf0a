package dev.outrider.zoo;

import java.io.IOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** The zoo as a process: says where each specimen lives, and stays until Ctrl-C. */
public final class ZooMain {
    /** Of the resolver; the specimens live behind it. */
    static final int FIRST_PORT = 9300;

    private static final String USAGE = """
            Usage: outrider zoo [--port N]
            Servers on loopback that misbehave, each in one way. Prints where each lives and stays until Ctrl-C.
            Look at one with curl and with 'outrider probe', side by side. Those that misbehave by their name are asked with
            dns://NAME?server=ADDRESS.
              --port N   the first port (default: 9300; 0: any)
            """;

    private ZooMain() {}

    /** Starts it. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int port = port(List.of(arguments));
        try (Zoo zoo = Zoo.open(port)) {
            show(zoo);
            new CountDownLatch(1).await();
        } catch (BindException taken) {
            System.err.printf(
                    "error: a port from %d on is taken (%s); choose others with --port (0: any)%n",
                    port, taken.getMessage());
            System.exit(1);
        }
    }

    private static int port(List<String> arguments) {
        if (arguments.isEmpty()) {
            return FIRST_PORT;
        }
        if (arguments.size() == 2
                && arguments.getFirst().equals("--port")
                && arguments.get(1).matches("[0-9]{1,5}")) {
            return Integer.parseInt(arguments.get(1));
        }
        boolean help = List.of("-h", "--help").contains(arguments.getFirst());
        (help ? System.out : System.err).print(help ? USAGE : "error: this is not understood\n" + USAGE);
        System.exit(help ? 0 : 2);
        return 0;
    }

    private static void show(Zoo zoo) throws IOException {
        Path authority = Files.createTempFile("zoo", ".pem");
        authority.toFile().deleteOnExit();
        Files.writeString(authority, Keyring.authority());
        for (Cage cage : zoo.cages()) {
            Specimen specimen = cage.specimen();
            System.out.printf("%-24s %-30s %s%n", specimen.name(), where(zoo, cage), specimen.does());
        }
        System.out.printf(
                "%nfor those with https: outrider probe --ca %s URL, curl --cacert %s URL%n", authority, authority);
        System.out.println("ready: zoo");
    }

    private static String where(Zoo zoo, Cage cage) {
        return cage.specimen().habitat() instanceof Specimen.Habitat.Elsewhere
                ? cage.url()
                        .replaceFirst(
                                "http://([^/]+)/",
                                "dns://$1?server=127.0.0.1:"
                                        + zoo.names().address().getPort())
                : cage.url();
    }
}
