package dev.outrider.run;

import dev.outrider.run.http.Targets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What a process decides for all its runs.
 *
 * @param userAgent how targets see us
 * @param headers sent with every request, before the author's own
 * @param secrets a folder with a folder for each owner, in which {@code file:NAME} is found
 * @param authorities a PEM file of certificates that are trusted beside the system's
 * @param starved a run in which this process was held up for longer says nothing about its target
 * @param targets which addresses may be asked
 */
public record RunSettings(
        String userAgent,
        Map<String, String> headers,
        Optional<Path> secrets,
        Optional<Path> authorities,
        Duration starved,
        Targets targets) {
    public static final RunSettings DEFAULT = new RunSettings(
            "Outrider/0.1 (synthetic customer)",
            Map.of(),
            Optional.empty(),
            Optional.empty(),
            Duration.ofSeconds(1),
            Targets.any());

    public RunSettings {
        headers = Map.copyOf(headers);
    }

    public RunSettings withHeaders(Map<String, String> other) {
        return new RunSettings(userAgent, other, secrets, authorities, starved, targets);
    }

    public RunSettings withSecrets(Path folder) {
        return new RunSettings(userAgent, headers, Optional.of(folder), authorities, starved, targets);
    }

    public RunSettings withAuthorities(Path file) {
        return new RunSettings(userAgent, headers, secrets, Optional.of(file), starved, targets);
    }

    public RunSettings withStarved(Duration bound) {
        return new RunSettings(userAgent, headers, secrets, authorities, bound, targets);
    }

    public RunSettings withTargets(Targets permitted) {
        return new RunSettings(userAgent, headers, secrets, authorities, starved, permitted);
    }
}
