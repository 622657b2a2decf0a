package dev.outrider.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.ConnectOptions;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import dev.outrider.run.browser.BrowserFailed;
import dev.outrider.run.http.Deadline;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One conversation with the browser. A conversation is led by one thread at a time, so that each window that is open at the
 * same time has its own.
 */
final class Seat implements AutoCloseable {
    /** How late an answer may be that was due at a deadline: that nothing came is explained, with what is there instead. */
    private static final Duration GRACE = Duration.ofSeconds(3);

    private final Playwright playwright;
    private final Browser browser;
    private final Facade facade;
    private final Set<ProcessHandle> processes;
    private volatile boolean cut;

    private Seat(Playwright playwright, Browser browser, Facade facade, Set<ProcessHandle> processes) {
        this.facade = facade;
        this.playwright = playwright;
        this.browser = browser;
        this.processes = processes;
    }

    /** Not to be called twice at once: its process is told from others by being new. */
    static Seat take(Map<String, String> environment, Server server, Duration patience) {
        Set<ProcessHandle> before = children();
        try (Leash leash = new Leash(patience, () -> drivers(before).forEach(Seat::end))) {
            return taken(environment, server, before, leash);
        }
    }

    private static Seat taken(Map<String, String> environment, Server server, Set<ProcessHandle> before, Leash leash) {
        Playwright playwright;
        try {
            playwright = Playwright.create(new Playwright.CreateOptions().setEnv(environment));
        } catch (PlaywrightException failed) {
            if (leash.pulled()) {
                throw new BrowserFailed(
                        "the browser's driver did not answer within %s, and was ended".formatted(leash.limit()),
                        failed);
            }
            throw failed;
        }
        Set<ProcessHandle> processes = drivers(before);
        try {
            Browser browser = playwright.chromium().connect(server.address(), new ConnectOptions().setTimeout(20_000));
            return new Seat(playwright, browser, server.facade(), processes);
        } catch (PlaywrightException failed) {
            playwright.close();
            throw failed;
        }
    }

    /** Those that are new. */
    private static Set<ProcessHandle> drivers(Set<ProcessHandle> before) {
        Set<ProcessHandle> processes = children();
        processes.removeAll(before);
        processes.removeIf(child -> !List.of(child.info().arguments().orElse(new String[] {"run-driver"}))
                .contains("run-driver"));
        return processes;
    }

    private static void end(ProcessHandle driver) {
        driver.descendants().forEach(ProcessHandle::destroyForcibly);
        driver.destroyForcibly();
    }

    private static Set<ProcessHandle> children() {
        return new HashSet<>(ProcessHandle.current().children().toList());
    }

    Browser browser() {
        return browser;
    }

    /** By which the browser knows us. */
    Facade facade() {
        return facade;
    }

    boolean isSound() {
        return !cut && browser.isConnected();
    }

    boolean wasCut() {
        return cut;
    }

    /** Ends the conversation, whoever waits in it, unless the leash is closed before the deadline and a little. */
    Leash guard(Deadline deadline) {
        return new Leash(Duration.ofNanos(deadline.left()).plus(GRACE), this::cut);
    }

    private void cut() {
        cut = true;
        processes.forEach(ProcessHandle::destroyForcibly);
    }

    @Override
    public void close() {
        if (!isSound()) {
            cut();
        }
        try {
            playwright.close();
        } catch (PlaywrightException alreadyGone) {
            cut();
        }
    }
}
