package dev.outrider.browser;

import com.google.gson.Gson;
import com.microsoft.playwright.impl.driver.Driver;
import dev.outrider.run.browser.BrowserFailed;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one Chromium of this process, with the program beside it through which any number of windows are driven. */
final class Server implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Server.class);
    private static final List<String> FLAGS = List.of(
            // Nothing but the window's own doorway resolves a name or opens a connection.
            "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
            "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
            "--disable-quic");

    private static final String READY = "ready ";
    private static final String FAILED = "failed ";

    private final Process process;
    private final String address;
    private final Facade facade;

    private Server(Process process, String address, Facade facade) {
        this.facade = facade;
        this.process = process;
        this.address = address;
    }

    /**
     * Blocks until it can be driven.
     *
     * @param node that runs the program beside the browser
     * @param home what the browser takes for its user's home: its certificates, its scratch
     */
    static Server start(Driver driver, Path node, Programs programs, Path home) {
        if (!programs.sandbox()) {
            log.info("the browser's sandbox is off: this process is root, or OUTRIDER_BROWSER_SANDBOX is off");
        }
        Facade facade = Facade.make();
        try {
            Path script = Files.writeString(home.resolve("server.js"), Resource.text("server.js"));
            ProcessBuilder builder = new ProcessBuilder(
                    node.toString(),
                    script.toString(),
                    driver.driverDir().resolve("package").toString(),
                    options(programs, facade, home));
            builder.environment().clear();
            builder.environment().putAll(environment(home));
            Process process =
                    builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
            return new Server(process, address(process, programs), facade);
        } catch (IOException failed) {
            throw new BrowserFailed("the browser cannot be started: " + failed.getMessage(), failed);
        }
    }

    private static String options(Programs programs, Facade facade, Path home) {
        return new Gson()
                .toJson(Map.of(
                        "executablePath",
                        programs.browser().toString(),
                        "chromiumSandbox",
                        programs.sandbox(),
                        "args",
                        Stream.concat(FLAGS.stream(), Stream.of(facade.flag())).toList(),
                        "env",
                        environment(home),
                        "host",
                        "127.0.0.1",
                        "timeout",
                        30_000));
    }

    /** Without the secrets that lie in our own. */
    private static Map<String, String> environment(Path home) {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.keySet().retainAll(Set.of("PATH", "LANG", "LC_ALL", "TZ", "TMPDIR", "LD_LIBRARY_PATH"));
        environment.put("HOME", home.toString());
        return environment;
    }

    /** A program that never says a word is ended by its process, and with it the reading of its output. */
    private static String address(Process process, Programs programs) throws IOException {
        try (Leash leash = Leash.on(process, programs.patience())) {
            String said = said(process);
            if (leash.pulled()) {
                throw new BrowserFailed(
                        "the browser did not start within %s: its driver hung, and was ended".formatted(leash.limit()));
            }
            return address(said);
        }
    }

    private static String address(String said) {
        if (said.startsWith(READY)) {
            return said.substring(READY.length());
        }
        throw new BrowserFailed("the browser cannot be started: "
                + (said.startsWith(FAILED) ? said.substring(FAILED.length()) : "its driver ended without a word"));
    }

    /** The line by which it says how it went; empty when it ended before. */
    private static String said(Process process) throws IOException {
        BufferedReader output = process.inputReader();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(READY) || line.startsWith(FAILED)) {
                return line;
            }
        }
        return "";
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** By which it knows us. */
    Facade facade() {
        return facade;
    }

    /** Where it is driven; nobody can guess it. */
    String address() {
        return address;
    }

    @Override
    public void close() {
        Leash.end(process);
    }
}
