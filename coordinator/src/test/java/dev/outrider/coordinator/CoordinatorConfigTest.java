package dev.outrider.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrider.cli.HostPort;
import dev.outrider.cli.Settings;
import dev.outrider.result.TraceLink;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class CoordinatorConfigTest {
    /** Every setting, with a value that is not its default. */
    private static final Map<String, String> ALL = new TreeMap<>(Map.ofEntries(
            Map.entry("--catalog", "journeys"),
            Map.entry("--data", "data"),
            Map.entry("--http", "127.0.0.1:0"),
            Map.entry("--cluster", "127.0.0.1:6000"),
            Map.entry("--join", "10.0.0.1:5701,10.0.0.2:5701"),
            Map.entry("--regions", "eu-west,us-east"),
            Map.entry("--environments", "production,staging"),
            Map.entry("--lease", "10s"),
            Map.entry("--agent-timeout", "9s"),
            Map.entry("--stale-after", "45s"),
            Map.entry("--trace-link", "https://tempo.test/{trace}")));

    @Test
    void every_setting_reaches_the_program() {
        CoordinatorMain main = new CoordinatorMain();
        CommandLine command = parse(main, ALL);
        assertThat(main.settings())
                .isEqualTo(new CoordinatorConfig(
                        Path.of("journeys"),
                        Path.of("data"),
                        new HostPort("127.0.0.1", 0),
                        new HostPort("127.0.0.1", 6000),
                        List.of(new HostPort("10.0.0.1", 5701), new HostPort("10.0.0.2", 5701)),
                        List.of("eu-west", "us-east"),
                        List.of("production", "staging"),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(9),
                        Optional.of(Duration.ofSeconds(45)),
                        Optional.of(new TraceLink("https://tempo.test/{trace}"))));
        assertThat(command.getCommandSpec().options().stream().map(option -> option.longestName()))
                .as("a new setting must be tested here")
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(ALL.keySet().stream(), List.of("--config", "--help", "--version").stream())
                                .toList());
    }

    @Test
    void the_defaults_suit_one_machine() {
        CoordinatorMain main = new CoordinatorMain();
        parse(main, Map.of("--catalog", "c", "--data", "d", "--regions", "eu", "--environments", "demo"));
        assertThat(main.settings())
                .isEqualTo(new CoordinatorConfig(
                        Path.of("c"),
                        Path.of("d"),
                        new HostPort("127.0.0.1", 8080),
                        new HostPort("127.0.0.1", 5701),
                        List.of(),
                        List.of("eu"),
                        List.of("demo"),
                        Duration.ofMinutes(2),
                        Duration.ofSeconds(6),
                        Optional.empty(),
                        Optional.empty()));
    }

    @Test
    void values_that_cannot_work_are_refused_by_the_name_of_their_setting() {
        assertThatThrownBy(() -> with("--regions", "eu,eu")).hasMessageContaining("--regions");
        assertThatThrownBy(() -> with("--regions", "EU West")).hasMessageContaining("--regions");
        assertThatThrownBy(() -> with("--environments", "demo,a_b")).hasMessageContaining("--environments");
        assertThatThrownBy(() -> with("--agent-timeout", "2s")).hasMessageContaining("--agent-timeout");
        assertThatThrownBy(() -> with("--lease", "5s")).hasMessageContaining("--lease");
    }

    private static void with(String name, String value) {
        CoordinatorMain main = new CoordinatorMain();
        Map<String, String> settings = new TreeMap<>(ALL);
        settings.put(name, value);
        parse(main, settings);
        assertThat(main.settings()).isNotNull();
    }

    private static CommandLine parse(CoordinatorMain main, Map<String, String> settings) {
        List<String> arguments = new ArrayList<>();
        settings.forEach((name, value) -> arguments.addAll(List.of(name, value)));
        CommandLine command = Settings.command(main);
        command.parseArgs(arguments.toArray(String[]::new));
        return command;
    }
}
