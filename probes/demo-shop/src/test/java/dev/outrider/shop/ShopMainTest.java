package dev.outrider.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ShopMainTest {
    private record Ended(int code, String output) {}

    @Test
    void a_taken_port_is_named() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Ended shop = run("--port", "" + taken.getLocalPort());
            assertThat(shop.output())
                    .isEqualTo(
                            "error: port %d of 127.0.0.1 is taken; stop what listens there, or choose another with --port (0: any)\n"
                                    .formatted(taken.getLocalPort()));
            assertThat(shop.code()).isEqualTo(1);
        }
    }

    @Test
    void a_fault_that_is_none_is_refused_with_those_that_are() throws Exception {
        Ended shop = run("--fault", "pays:error");
        assertThat(shop.code()).isEqualTo(2);
        assertThat(shop.output()).contains("there is no step 'pays'; steps: home, search");
    }

    @Test
    void it_says_where_it_is_and_stops_when_told(@TempDir Path folder) throws Exception {
        Process shop = start(List.of(
                "--port",
                "0",
                "--fault",
                "home:error=503:eu-west",
                "--log",
                folder.resolve("log").toString()));
        try (var lines = shop.inputReader()) {
            String ready = lines.lines()
                    .filter(line -> line.startsWith("ready: "))
                    .findFirst()
                    .orElseThrow();
            int port = Integer.parseInt(ready.substring(ready.lastIndexOf(':') + 1));
            assertThat(ready).isEqualTo("ready: shop http://127.0.0.1:" + port);
            try (Browser browser = new Browser(port)) {
                assertThat(browser.get("/").statusCode()).isEqualTo(503);
                assertThat(browser.from("us-east").get("/").statusCode()).isEqualTo(200);
            }
            shop.destroy();
            assertThat(shop.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(shop.exitValue()).isEqualTo(143);
        } finally {
            shop.destroyForcibly();
        }
    }

    private static Ended run(String... options) throws IOException, InterruptedException {
        Process process = start(List.of(options));
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Ended(process.waitFor(), output);
        } finally {
            process.destroyForcibly();
        }
    }

    private static Process start(List<String> options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                ShopMain.class.getName()));
        command.addAll(options);
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }
}
