package dev.outrider.agent.vantage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Who resolves names for this machine. */
public final class Nameservers {
    private Nameservers() {}

    /**
     * Why this machine's names cannot be trusted, as a sentence, or empty. Without a name server of its own Netty quietly
     * asks a public resolver, and what a monitoring agent then says of DNS is not what customers see.
     */
    public static Optional<String> trouble(Path resolvConf) {
        List<String> lines;
        try {
            lines = Files.readAllLines(resolvConf);
        } catch (IOException unreadable) {
            return Optional.of(
                    "%s cannot be read (%s); an agent must know its name servers: mount the file, write one with a line 'nameserver ADDRESS', or give --without-name-servers"
                            .formatted(resolvConf, unreadable.getClass().getSimpleName()));
        }
        boolean any = lines.stream().map(String::strip).anyMatch(line -> line.matches("nameserver\\s+\\S+.*"));
        return any
                ? Optional.empty()
                : Optional.of("%s names no name server; add a line 'nameserver ADDRESS', or give --without-name-servers"
                        .formatted(resolvConf));
    }
}
