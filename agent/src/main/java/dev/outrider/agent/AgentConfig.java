package dev.outrider.agent;

import dev.outrider.agent.trace.Collector;
import dev.outrider.cli.HostPort;
import dev.outrider.run.RunSettings;
import dev.outrider.run.http.Cidr;
import dev.outrider.run.http.Targets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * All settings of an agent.
 *
 * @param region where it looks from
 * @param id its name, the same after a restart; another for each agent
 * @param data directory of its key, its plan and its spool
 * @param cluster where the other members reach it
 * @param join coordinators, {@code host:port}
 * @param http where health and metrics are served
 * @param headers {@code Name: value}, sent with every request
 * @param secrets a folder with a folder for each owner, in which {@code file:NAME} is found
 * @param authorities a PEM file of certificates that are trusted beside the system's
 * @param allowTargets addresses that are not on the public internet and may be asked all the same
 * @param otlp who takes each run as a trace
 * @param starved a run in which this process was held up for longer says nothing about its target
 * @param drain how long runs under way may take when it is told to stop, and their clean-up after it
 * @param withoutNameServers whether it starts on a machine that names no name server
 */
record AgentConfig(
        String region,
        String id,
        Path data,
        HostPort cluster,
        List<HostPort> join,
        HostPort http,
        List<String> headers,
        Optional<Path> secrets,
        Optional<Path> authorities,
        List<Cidr> allowTargets,
        Optional<Collector> otlp,
        Duration starved,
        Duration drain,
        boolean withoutNameServers) {
    private static final Predicate<String> NAME =
            Pattern.compile("[a-z0-9][a-z0-9-]{0,62}").asMatchPredicate();

    /** Throws an IllegalArgumentException that names the setting. */
    AgentConfig {
        insistName("--region", region);
        insistName("--id", id);
        join = List.copyOf(join);
        headers = List.copyOf(headers);
        allowTargets = List.copyOf(allowTargets);
        var _ = fields("--header", headers);
    }

    private static void insistName(String setting, String name) {
        if (!NAME.test(name)) {
            throw new IllegalArgumentException("%s is '%s': use a-z, 0-9 and -".formatted(setting, name));
        }
    }

    List<String> coordinators() {
        return join.stream().map(HostPort::toString).toList();
    }

    RunSettings runs() {
        RunSettings settings = RunSettings.DEFAULT
                .withHeaders(fields("--header", headers))
                .withStarved(starved)
                .withTargets(new Targets.Guarded(allowTargets));
        settings = secrets.isPresent() ? settings.withSecrets(secrets.get()) : settings;
        return authorities.isPresent() ? settings.withAuthorities(authorities.get()) : settings;
    }

    /** Header fields as they were written, {@code Name: value}. */
    static Map<String, String> fields(String setting, List<String> written) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String field : written) {
            if (!field.matches("[A-Za-z0-9-]+:[^\\r\\n]*")) {
                throw new IllegalArgumentException("%s is '%s': write it as 'Name: value'".formatted(setting, field));
            }
            int colon = field.indexOf(':');
            fields.put(field.substring(0, colon), field.substring(colon + 1).strip());
        }
        return fields;
    }
}
