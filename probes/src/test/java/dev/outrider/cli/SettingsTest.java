package dev.outrider.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

class SettingsTest {
    @TempDir
    Path folder;

    @Command(name = "program")
    static final class Program implements Callable<Integer> {
        @Option(names = "--lease", defaultValue = "2m")
        Duration lease = Duration.ZERO;

        @Option(names = "--regions", split = ",")
        List<String> regions = List.of();

        @Option(names = "--http-at")
        Optional<HostPort> http = Optional.empty();

        @Override
        public Integer call() {
            return 0;
        }
    }

    private Program program = new Program();

    @Test
    void an_option_beats_a_variable_which_beats_the_file_which_beats_the_default() throws IOException {
        run(Map.of());
        assertThat(program.lease).isEqualTo(Duration.ofMinutes(2));
        Path file = Files.writeString(folder.resolve("o.yaml"), "lease: 3m\nregions: [eu-west, us-east]\n");
        run(Map.of(), "--config", file.toString());
        assertThat(program.lease).isEqualTo(Duration.ofMinutes(3));
        assertThat(program.regions).containsExactly("eu-west", "us-east");
        run(Map.of("OUTRIDER_LEASE", "4m"), "--config=" + file);
        assertThat(program.lease).isEqualTo(Duration.ofMinutes(4));
        run(Map.of("OUTRIDER_LEASE", "4m", "OUTRIDER_CONFIG", file.toString()), "--lease", "500ms");
        assertThat(program.lease).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void a_name_with_a_dash_is_a_variable_with_an_underscore() {
        run(Map.of("OUTRIDER_HTTP_AT", "[::1]:8080"));
        assertThat(program.http).contains(new HostPort("::1", 8080));
        run(Map.of("OUTRIDER_HTTP_AT", ""));
        assertThat(program.http).isEmpty();
    }

    @Test
    void an_unknown_setting_of_a_file_is_refused_and_the_known_ones_are_listed() throws IOException {
        Path file = Files.writeString(folder.resolve("o.yaml"), "laese: 3m\n");
        assertThat(errors(file)).isEqualTo(file + " has unknown settings: laese; known are: http-at, lease, regions\n");
    }

    @Test
    void a_file_that_is_not_there_or_not_yaml_is_named() throws IOException {
        Path nowhere = folder.resolve("nowhere.yaml");
        assertThat(errors(nowhere)).contains("the settings in " + nowhere + " cannot be read");
        Path broken = Files.writeString(folder.resolve("b.yaml"), "lease: [3m\n");
        assertThat(errors(broken)).startsWith(broken + " is not YAML");
        Path text = Files.writeString(folder.resolve("t.yaml"), "just words\n");
        assertThat(errors(text)).startsWith(text + " is not a list of settings");
    }

    @Test
    void addresses_say_how_they_are_written() {
        assertThat(HostPort.of("127.0.0.1:0")).isEqualTo(new HostPort("127.0.0.1", 0));
        assertThat(HostPort.of("[::1]:80")).hasToString("[::1]:80");
        for (String wrong : List.of("5701", ":80", "host", "host:x", "host:70000", "::1:80")) {
            assertThatThrownBy(() -> HostPort.of(wrong)).hasMessageContaining("HOST:PORT");
        }
    }

    private void run(Map<String, String> environment, String... args) {
        program = new Program();
        assertThat(Settings.run(program, environment, args)).isZero();
    }

    private String errors(Path config) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            assertThat(Settings.run(program, Map.of(), "--config", config.toString()))
                    .isEqualTo(2);
        } finally {
            System.setErr(before);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
