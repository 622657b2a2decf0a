package dev.outrider.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrider.agent.trace.Collector;
import dev.outrider.cli.HostPort;
import dev.outrider.cli.Settings;
import dev.outrider.run.http.Cidr;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

final class AgentConfigTest {
    /** Every setting, with a value that is not its default. */
    private static final Map<String, String> ALL = new TreeMap<>(Map.ofEntries(
            Map.entry("--region", "eu-west"),
            Map.entry("--id", "eu-west-1"),
            Map.entry("--data", "data"),
            Map.entry("--cluster", "127.0.0.1:6001"),
            Map.entry("--join", "10.0.0.1:5701,10.0.0.2:5701"),
            Map.entry("--http", "127.0.0.1:0"),
            Map.entry("--header", "X-Region: eu-west"),
            Map.entry("--secrets", "secrets"),
            Map.entry("--ca", "ca.pem"),
            Map.entry("--allow-targets", "127.0.0.0/8,fd00::/8"),
            Map.entry("--otlp", "http://127.0.0.1:4318/v1/traces"),
            Map.entry("--otlp-header", "X-Key: abc"),
            Map.entry("--starved", "2s"),
            Map.entry("--drain", "3s"),
            Map.entry("--without-name-servers", "true")));

    @Test
    void every_setting_reaches_the_program() {
        AgentMain main = new AgentMain();
        CommandLine command = Settings.command(main);
        command.parseArgs(ALL.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .toArray(String[]::new));
        assertThat(main.settings())
                .isEqualTo(new AgentConfig(
                        "eu-west",
                        "eu-west-1",
                        Path.of("data"),
                        new HostPort("127.0.0.1", 6001),
                        List.of(new HostPort("10.0.0.1", 5701), new HostPort("10.0.0.2", 5701)),
                        new HostPort("127.0.0.1", 0),
                        List.of("X-Region: eu-west"),
                        Optional.of(Path.of("secrets")),
                        Optional.of(Path.of("ca.pem")),
                        List.of(Cidr.of("127.0.0.0/8"), Cidr.of("fd00::/8")),
                        Optional.of(
                                new Collector(URI.create("http://127.0.0.1:4318/v1/traces"), Map.of("X-Key", "abc"))),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(3),
                        true));
        assertThat(command.getCommandSpec().options().stream().map(option -> option.longestName()))
                .as("a new setting must be tested here")
                .filteredOn(name -> !List.of("--config", "--help", "--version").contains(name))
                .containsExactlyInAnyOrderElementsOf(ALL.keySet());
        assertThat(main.settings().runs().headers()).containsEntry("X-Region", "eu-west");
    }

    @Test
    void a_wrong_value_is_refused_with_the_name_of_its_setting() {
        assertThatThrownBy(() -> config("EU West", "X-A: b"))
                .hasMessageContaining("--region")
                .hasMessageContaining("EU West");
        assertThatThrownBy(() -> config("eu", "no colon"))
                .hasMessageContaining("--header")
                .hasMessageContaining("Name: value");
    }

    private static AgentConfig config(String region, String header) {
        return new AgentConfig(
                region,
                "a",
                Path.of("d"),
                new HostPort("127.0.0.1", 0),
                List.of(),
                new HostPort("127.0.0.1", 0),
                List.of(header),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                false);
    }
}
