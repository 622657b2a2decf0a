package dev.outrider.browser;

import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.impl.driver.Driver;
import dev.outrider.run.browser.BrowserFailed;
import dev.outrider.run.browser.Browsers;
import dev.outrider.run.browser.Window;
import dev.outrider.run.http.Deadline;
import dev.outrider.run.net.Doorway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The browser of this process, with a bounded number of seats in which windows are opened. Thread-safe. */
final class Chromium implements Browsers {
    private final Setup setup;
    private final Programs programs;
    private final Semaphore places;
    /** Held while a browser or a conversation with it is begun, which may take long; who finds a free seat needs it not. */
    private final ReentrantLock starting = new ReentrantLock();

    private final Deque<Seat> free = new ArrayDeque<>();
    private @Nullable Server server;
    private @Nullable Path home;
    private volatile boolean closed;

    Chromium(Setup setup, Programs programs) {
        this.setup = setup;
        this.programs = programs;
        this.places = new Semaphore(programs.windows());
    }

    @Override
    public Window open(Doorway doorway, Deadline deadline) throws InterruptedException {
        if (!places.tryAcquire(deadline.left(), TimeUnit.NANOSECONDS)) {
            throw new BrowserFailed(
                    "no window of the browser was free within %s: %d at once are allowed (OUTRIDER_BROWSER_WINDOWS), and others have them"
                            .formatted(deadline.limit(), programs.windows()));
        }
        boolean opened = false;
        try {
            Window window = window(doorway, deadline);
            opened = true;
            return window;
        } catch (PlaywrightException failed) {
            throw new BrowserFailed("no window of the browser can be opened: " + Reasons.first(failed), failed);
        } finally {
            if (!opened) {
                places.release();
            }
        }
    }

    @Override
    public Optional<String> lack() {
        try {
            var _ = programs.browser();
            var _ = programs.nodeJs();
            return Optional.empty();
        } catch (BrowserFailed missing) {
            return Optional.of(String.valueOf(missing.getMessage()));
        }
    }

    private Window window(Doorway doorway, Deadline deadline) throws InterruptedException {
        for (Optional<Seat> known = known(); known.isPresent(); known = known()) {
            try {
                return ChromiumWindow.open(known.get(), setup, doorway, this::back);
            } catch (PlaywrightException gone) {
                // Its browser died while nobody listened; the next one may be newer.
            }
        }
        return ChromiumWindow.open(taken(deadline), setup, doorway, this::back);
    }

    private Optional<Seat> known() {
        synchronized (free) {
            return Optional.ofNullable(free.poll());
        }
    }

    private Seat taken(Deadline deadline) throws InterruptedException {
        if (!starting.tryLock(deadline.left(), TimeUnit.NANOSECONDS)) {
            throw new BrowserFailed(
                    "the browser did not start within %s, for which another run waits too".formatted(deadline.limit()));
        }
        try {
            return taken();
        } finally {
            starting.unlock();
        }
    }

    private Seat taken() {
        if (closed) {
            throw new BrowserFailed("the browser is closed: this process ends");
        }
        Path node = programs.nodeJs();
        Map<String, String> environment =
                Map.of("PLAYWRIGHT_NODEJS_PATH", node.toString(), "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        Driver driver = Driver.ensureDriverInstalled(environment, false);
        try {
            return Seat.take(environment, server(driver, node), programs.patience());
        } catch (PlaywrightException dying) {
            // It had just ended, and had not been seen to.
            end();
            return Seat.take(environment, server(driver, node), programs.patience());
        }
    }

    private void end() {
        if (server != null) {
            server.close();
            server = null;
        }
    }

    /** It may have died since it was last needed. */
    private Server server(Driver driver, Path node) {
        Server running = server;
        if (running != null && running.isAlive()) {
            return running;
        }
        Path folder = newHome();
        setup.authorities().ifPresent(pem -> Authorities.trust(pem, folder));
        Server started = Server.start(driver, node, programs, folder);
        server = started;
        return started;
    }

    private Path newHome() {
        if (home != null) {
            Folders.delete(home);
        }
        try {
            Path made = Files.createTempDirectory("outrider-browser-");
            home = made;
            return made;
        } catch (IOException full) {
            throw new BrowserFailed("the browser finds no place for its files: " + full.getMessage(), full);
        }
    }

    /** A seat whose window was closed. */
    private void back(Seat seat) {
        synchronized (free) {
            if (closed || !seat.isSound()) {
                seat.close();
            } else {
                free.push(seat);
            }
        }
        places.release();
    }

    @Override
    public void close() {
        synchronized (free) {
            closed = true;
            free.forEach(Seat::close);
            free.clear();
        }
        starting.lock();
        try {
            end();
            if (home != null) {
                Folders.delete(home);
            }
        } finally {
            starting.unlock();
        }
    }
}
