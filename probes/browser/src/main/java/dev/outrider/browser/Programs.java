package dev.outrider.browser;

import dev.outrider.run.browser.BrowserFailed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The programs of this machine that a browser is made of, and how they are to be used.
 *
 * @param chromium the browser, where the environment names it
 * @param node Node.js, which runs Playwright's half of the conversation, where the environment names it
 * @param windows how many customers may look at pages at once
 * @param sandbox whether Chromium is to shut its pages in; never as root, where it refuses to
 * @param folders in which they are looked for
 * @param patience how long each of them may take until it serves
 */
record Programs(
        Optional<Path> chromium,
        Optional<Path> node,
        int windows,
        boolean sandbox,
        List<Path> folders,
        Duration patience) {
    private static final List<String> BROWSERS =
            List.of("chromium", "chromium-browser", "google-chrome-stable", "google-chrome");
    private static final int OLDEST_NODE = 20;
    private static final int WINDOWS = 2;
    /** A little longer than Playwright gives Chromium, so that what it says of it is heard. */
    private static final Duration PATIENCE = Duration.ofSeconds(35);

    private static final Pattern NODE_VERSION = Pattern.compile("v(\\d+)\\..*", Pattern.DOTALL);

    static Programs of(Map<String, String> environment) {
        String windows = environment.getOrDefault("OUTRIDER_BROWSER_WINDOWS", "");
        if (!windows.matches("|[1-9][0-9]?")) {
            throw new IllegalArgumentException(
                    "OUTRIDER_BROWSER_WINDOWS is '" + windows + "': how many windows may be open at once, 1 to 99");
        }
        boolean root = System.getProperty("user.name", "").equals("root");
        return new Programs(
                path(environment, "OUTRIDER_BROWSER"),
                path(environment, "OUTRIDER_NODE").or(() -> path(environment, "PLAYWRIGHT_NODEJS_PATH")),
                windows.isEmpty() ? WINDOWS : Integer.parseInt(windows),
                !root
                        && !environment
                                .getOrDefault("OUTRIDER_BROWSER_SANDBOX", "")
                                .equals("off"),
                Arrays.stream(environment.getOrDefault("PATH", "").split(":"))
                        .filter(folder -> !folder.isEmpty())
                        .map(Path::of)
                        .toList(),
                PATIENCE);
    }

    /** The same, which may take so long. */
    Programs within(Duration other) {
        return new Programs(chromium, node, windows, sandbox, folders, other);
    }

    private static Optional<Path> path(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name))
                .filter(text -> !text.isBlank())
                .map(Path::of);
    }

    /** Where the browser is; throws {@link BrowserFailed} with what to install. */
    Path browser() {
        return chromium.or(() -> BROWSERS.stream().flatMap(this::found).findFirst())
                .filter(Files::isExecutable)
                .orElseThrow(() -> new BrowserFailed(
                        "there is no Chromium here%s: install one (Debian: apt-get install chromium), or say where it is with OUTRIDER_BROWSER"
                                .formatted(named(chromium))));
    }

    /** Where a Node.js is that is new enough; throws {@link BrowserFailed} with what to install. */
    Path nodeJs() {
        Path program = node.or(() -> found("node").findFirst())
                .filter(Files::isExecutable)
                .orElseThrow(() -> new BrowserFailed(
                        "there is no Node.js here%s, which drives the browser: install version %d or newer, or say where it is with OUTRIDER_NODE"
                                .formatted(named(node), OLDEST_NODE)));
        String version = version(program);
        Matcher matcher = NODE_VERSION.matcher(version);
        if (!matcher.matches() || Integer.parseInt(matcher.group(1)) < OLDEST_NODE) {
            throw new BrowserFailed(
                    "%s is Node.js %s; driving a browser takes version %d or newer (OUTRIDER_NODE says where one is)"
                            .formatted(program, version.strip(), OLDEST_NODE));
        }
        return program;
    }

    private static String named(Optional<Path> path) {
        return path.map(given -> " (" + given + " is no program)").orElse("");
    }

    private Stream<Path> found(String name) {
        return folders.stream().map(folder -> folder.resolve(name)).filter(Files::isExecutable);
    }

    private String version(Path program) {
        try {
            Process process = new ProcessBuilder(program.toString(), "--version").start();
            try (Leash leash = Leash.on(process, patience)) {
                String version = version(process);
                if (leash.pulled()) {
                    throw new BrowserFailed(
                            "%s did not say its version within %s, and was ended".formatted(program, leash.limit()));
                }
                return version;
            }
        } catch (IOException failed) {
            throw new BrowserFailed(program + " cannot be started: " + failed.getMessage(), failed);
        }
    }

    private static String version(Process process) throws IOException {
        process.getOutputStream().close();
        return new String(process.getInputStream().readNBytes(100), StandardCharsets.UTF_8)
                .lines()
                .findFirst()
                .orElse("");
    }
}
