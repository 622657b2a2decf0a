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

    private final Process process;
    private final String address;

    private Server(Process process, String address) {
        this.process = process;
        this.address = address;
    }

    /** @param home what the browser takes for its user's home: its certificates, its scratch */
    static Server start(Driver driver, Path node, Path browser, boolean sandbox, Path home) {
        if (!sandbox) {
            log.info("the browser's sandbox is off: this process is root, or OUTRIDER_BROWSER_SANDBOX is off");
        }
        try {
            Path script = Files.writeString(home.resolve("server.js"), Resource.text("server.js"));
            ProcessBuilder builder = new ProcessBuilder(
                    node.toString(),
                    script.toString(),
                    driver.driverDir().resolve("package").toString(),
                    options(browser, sandbox, home));
            builder.environment().clear();
            builder.environment().putAll(environment(home));
            Process process =
                    builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
            return new Server(process, address(process));
        } catch (IOException failed) {
            throw new BrowserFailed("the browser cannot be started: " + failed.getMessage(), failed);
        }
    }

    private static String options(Path browser, boolean sandbox, Path home) {
        return new Gson()
                .toJson(Map.of(
                        "executablePath",
                        browser.toString(),
                        "chromiumSandbox",
                        sandbox,
                        "args",
                        FLAGS,
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

    private static String address(Process process) throws IOException {
        BufferedReader output = process.inputReader();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith("ready ")) {
                return line.substring("ready ".length());
            }
            if (line.startsWith("failed ")) {
                throw new BrowserFailed("the browser cannot be started: " + line.substring("failed ".length()));
            }
        }
        throw new BrowserFailed("the browser cannot be started: its driver ended without a word");
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Where it is driven; nobody can guess it. */
    String address() {
        return address;
    }

    @Override
    public void close() {
        // Its children first: a driver that was killed leaves them behind.
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
