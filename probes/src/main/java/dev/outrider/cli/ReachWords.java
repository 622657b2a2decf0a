package dev.outrider.cli;

import dev.outrider.script.Environment;
import dev.outrider.script.Reach;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What an environment says of the way to its targets, in words. */
record ReachWords(Environment environment) {
    /** A line for what is said of all targets, and one for each host of which more is said. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        Reach reach = environment.reach();
        reach.ip().ifPresent(version -> lines.add("by IPv" + version));
        reach.proxy().ifPresent(proxy -> lines.add("by the proxy " + proxy.address()));
        new TreeMap<>(reach.hosts()).forEach((name, host) -> lines.add(name + " " + way(host)));
        return lines.stream()
                .map(line -> line + " (" + environment.name() + ")")
                .toList();
    }

    private static String way(Reach.Host host) {
        boolean directly = host.direct() && host.resolve().isEmpty();
        return Stream.of(
                        host.resolve().stream().map(address -> "at " + address),
                        host.ip().stream().map(version -> "by IPv" + version),
                        directly ? Stream.of("without the proxy") : Stream.<String>empty(),
                        host.name().stream().map(asked -> "asked for as " + asked),
                        host.authorities().stream().map(own -> "trusting " + own.text()),
                        host.certificate().stream().map(own -> "showing " + own.text()))
                .flatMap(each -> each)
                .collect(Collectors.joining(", "));
    }
}
