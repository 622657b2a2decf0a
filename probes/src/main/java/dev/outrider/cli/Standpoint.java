package dev.outrider.cli;

import dev.outrider.result.Fingerprint;
import dev.outrider.result.RunResult;
import dev.outrider.result.StepResult;
import dev.outrider.run.RunSettings;
import dev.outrider.script.Compiled;
import dev.outrider.script.Compiler;
import dev.outrider.script.Environment;
import dev.outrider.script.Reach;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What every command that runs a script understands: in which environment, as whose region, with which secrets and trust. */
final class Standpoint {
    private static final Pattern PIN =
            Pattern.compile("([^:\\[\\]]+(?::[0-9]{1,5})?):([0-9]+\\.[0-9.]+|\\[?[0-9a-fA-F:.]*:[0-9a-fA-F:.]*]?)");

    private static final Pattern ASKED = Pattern.compile("^\\S+ (?:[a-z]+://)?([^/\\s?#]+)");

    @Option(
            names = "--env",
            paramLabel = "NAME",
            description = "The environment it runs in; needed when there are several.")
    private @Nullable String environment;

    @Option(
            names = "--region",
            paramLabel = "NAME",
            description = "Run as an agent of this region would (default: local).")
    private String region = "local";

    @Option(
            names = "--secrets",
            paramLabel = "DIR",
            description = "A folder with a folder for each owner, for file: secrets.")
    private @Nullable Path secrets;

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description = "Certificates (PEM) to trust beside the system's: a file or a folder of files.")
    private @Nullable Path authorities;

    @Option(
            names = "--resolve",
            paramLabel = "HOST[:PORT]:ADDRESS",
            description = "Ask this address for the host, whatever name servers say; may be repeated.")
    private List<String> pinned = List.of();

    @ArgGroup
    private @Nullable Version version;

    /** Which version of IP. */
    static final class Version {
        @Option(
                names = {"-4", "--ipv4"},
                description = "Ask IPv4 addresses only.")
        private boolean four;

        @Option(
                names = {"-6", "--ipv6"},
                description = "Ask IPv6 addresses only.")
        private boolean six;

        Optional<Integer> chosen() {
            return four ? Optional.of(4) : six ? Optional.of(6) : Optional.empty();
        }
    }

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    String region() {
        return region;
    }

    /** These, with what was given. */
    RunSettings settings(RunSettings plain) {
        RunSettings settings = secrets == null ? plain : plain.withSecrets(secrets);
        return authorities == null ? settings : settings.withAuthorities(authorities);
    }

    /** An environment as it is seen from here. */
    Environment here(Environment environment) {
        Environment own = environment.forRegion(region);
        Reach reach = own.reach();
        for (String pin : pinned) {
            Matcher parts = PIN.matcher(pin);
            if (!parts.matches() || !isAddress(parts.group(2))) {
                throw new ParameterException(
                        command.commandLine(),
                        "--resolve " + pin
                                + " is not HOST:ADDRESS or HOST:PORT:ADDRESS, for example shop.example.com:203.0.113.7");
            }
            reach = reach.with(
                    parts.group(1).toLowerCase(Locale.ROOT),
                    List.of(parts.group(2).replaceAll("[\\[\\]]", "")));
        }
        Optional<Integer> chosen = Optional.ofNullable(version).flatMap(Version::chosen);
        return own.with(chosen.isPresent() ? only(chosen.get(), reach) : reach);
    }

    private Reach only(int ip, Reach reach) {
        reach.pinnedBeside(ip).forEach((host, addresses) -> {
            throw new ParameterException(
                    command.commandLine(),
                    "-%d cannot be obeyed: %s is pinned to %s, by --resolve or by 'hosts:' of the environment; leave one of them away"
                            .formatted(ip, host, String.join(", ", addresses)));
        });
        return reach.withIp(ip);
    }

    /** Pins of the command line that nothing of these runs was asked by, each as a sentence. */
    List<String> unused(List<RunResult> results) {
        List<StepResult> steps =
                results.stream().flatMap(result -> result.steps().stream()).toList();
        Set<String> asked = new TreeSet<>();
        steps.forEach(step -> step.request()
                .map(ASKED::matcher)
                .filter(Matcher::find)
                .ifPresent(url -> asked.add(url.group(1).toLowerCase(Locale.ROOT))));
        return pinned.stream()
                .filter(pin -> steps.stream().noneMatch(step -> isBy(pin, step)))
                .map(pin -> "--resolve " + pin + " pins a host that was not asked"
                        + (asked.isEmpty() ? "" : "; asked were: " + String.join(", ", asked)))
                .toList();
    }

    /** The host stands in the request, or the address answered where a redirect led. */
    private static boolean isBy(String pin, StepResult step) {
        Matcher parts = PIN.matcher(pin);
        if (!parts.matches()) {
            return false;
        }
        String host = parts.group(1).toLowerCase(Locale.ROOT);
        String address = parts.group(2).replaceAll("[\\[\\]]", "");
        return step.request()
                        .filter(request -> request.toLowerCase(Locale.ROOT).contains(host))
                        .isPresent()
                || step.fingerprint()
                        .map(Fingerprint::address)
                        .filter(answered -> answered.replaceAll("[\\[\\]]", "").startsWith(address + ":"))
                        .isPresent();
    }

    private static boolean isAddress(String text) {
        try {
            return InetAddress.ofLiteral(text.replaceAll("[\\[\\]]", "")) != null;
        } catch (IllegalArgumentException none) {
            return false;
        }
    }

    /** For the environment that was asked for, else for the only one that the script can run in. */
    Compiled compiled(Script script) {
        if (environment != null) {
            return script.compiled(environment);
        }
        List<String> names = script.environments();
        if (names.size() < 2) {
            return Compiler.compile(
                    script.sources(), script.path(), names.stream().findFirst());
        }
        Compiled inAll = script.compiled();
        if (!(inAll instanceof Compiled.Ready ready)) {
            return inAll;
        }
        List<String> own = ready.journeys().stream()
                .flatMap(journey -> journey.schedule().environments().stream())
                .distinct()
                .toList();
        if (own.size() != 1) {
            throw new ParameterException(
                    command.commandLine(),
                    "say which environment: --env " + String.join(", --env ", own.isEmpty() ? names : own));
        }
        return script.compiled(own.getFirst());
    }
}
