package dev.outrider.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrider.dev.Child;
import dev.outrider.dev.Install;
import dev.outrider.dev.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each trouble of an operator ends in a sentence that says what to do. */
final class TroubleIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    @Test
    void without_a_jdk_25_the_launcher_says_what_to_install() {
        Command demo = Command.run(
                folder,
                Map.of("HOME", folder.toString(), "PATH", "/usr/bin:/bin", "OUTRIDER_JDK_FOLDERS", folder.toString()),
                List.of("bash", root().resolve("deploy/outrider").toString(), "demo"));
        assertThat(demo.exitCode()).isEqualTo(4);
        assertThat(demo.output()).contains("no JDK 25 was found").contains("OUTRIDER_JAVA_HOME");
    }

    @Test
    void a_taken_port_is_named() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Command coordinator = coordinator("--http", "127.0.0.1:" + taken.getLocalPort());
            assertThat(coordinator.exitCode()).isNotZero();
            assertThat(coordinator.output()).contains("" + taken.getLocalPort()).contains("--http");
        }
    }

    @Test
    void an_unknown_setting_is_refused_and_the_known_ones_are_listed() throws IOException {
        Path config = Files.writeString(folder.resolve("outrider.yaml"), "clutser: 127.0.0.1:5701\n");
        Command coordinator = coordinator("--config", config.toString());
        assertThat(coordinator.exitCode()).isIn(2, 3);
        assertThat(coordinator.output()).contains("clutser").contains("cluster").contains("catalog");
        assertThat(coordinator("--regoins", "eu-west").output())
                .contains("--regoins")
                .contains("--regions");
    }

    @Test
    void a_second_coordinator_leaves_and_a_deleted_database_is_noticed() throws IOException {
        try (TestFleet fleet = new TestFleet(folder)) {
            fleet.fleet.startShop();
            Child first = fleet.fleet.startCoordinator(Map.of());
            String data = folder.resolve("data/coordinator").toString();

            Child same = fleet.fleet.launchCoordinator("coordinator-2", Ports.free(), data, Map.of());
            assertThat(same.waitFor(LIMIT))
                    .as("the second on the same store ends")
                    .isTrue();
            assertThat(same.exitCode()).isNotZero();
            assertThat(Files.readString(same.log())).contains(data).contains("" + first.pid());

            Child other = fleet.fleet.launchCoordinator(
                    "coordinator-3", Ports.free(), folder.resolve("data/other").toString(), Map.of());
            assertThat(other.waitFor(LIMIT))
                    .as("the second on another store ends")
                    .isTrue();
            assertThat(other.exitCode()).isNotZero();
            assertThat(Files.readString(other.log())).contains("another store");
            assertThat(first.alive()).isTrue();

            try (var files = Files.list(Path.of(data))) {
                for (Path file :
                        files.filter(name -> name.toString().contains(".db")).toList()) {
                    Files.delete(file);
                }
            }
            assertThat(first.waitFor(LIMIT))
                    .as("the first ends when its database is gone")
                    .isTrue();
            assertThat(Files.readString(first.log())).contains("deleted");
        }
    }

    private Command coordinator(String... options) {
        List<String> command =
                new ArrayList<>(Install.find().command(Install.Program.COORDINATOR, List.of("-Xmx192m")));
        command.addAll(List.of(
                "--catalog",
                root().resolve("probes/journeys").toString(),
                "--data",
                folder.resolve("data").toString(),
                "--cluster",
                "127.0.0.1:" + Ports.free(),
                "--regions",
                "eu-west",
                "--environments",
                "demo"));
        command.addAll(List.of(options));
        return Command.run(folder, Map.of("PATH", "/usr/bin:/bin"), command);
    }

    private static Path root() {
        return Path.of(System.getProperty("outrider.root"));
    }
}
