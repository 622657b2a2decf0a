package dev.outrider.run.browser;

import dev.outrider.result.Outcome.Trouble;
import dev.outrider.run.http.Deadline;
import dev.outrider.run.net.Doorway;
import java.nio.file.Path;
import java.util.Optional;
import java.util.ServiceLoader;

/** A real browser of this process: started when it is first needed, and again when it has died. Any thread may use it. */
public interface Browsers extends AutoCloseable {
    /**
     * A window of a new customer; waits for a free place.
     *
     * @param doorway the only way in which it reaches anything
     * @throws BrowserFailed when there is none, which is our trouble
     */
    Window open(Doorway doorway, Deadline deadline) throws InterruptedException;

    /** Why no window could be opened, as far as that can be seen without opening one. Looks at files, and starts a program. */
    Optional<String> lack();

    /** Ends the browser and what it started. */
    @Override
    void close();

    /**
     * What a process decides for its browser.
     *
     * @param userAgent is put behind the browser's own
     * @param authorities a PEM file of certificates that are trusted beside the browser's own
     */
    record Setup(String userAgent, Optional<Path> authorities) {}

    /** The service that a module on the class path provides. */
    interface Maker {
        /** Nothing is started yet. */
        Browsers make(Setup setup);
    }

    /** The browser of the module that is on the class path; without one, none. */
    static Browsers find(Setup setup) {
        return ServiceLoader.load(Maker.class, Browsers.class.getClassLoader())
                .findFirst()
                .map(maker -> maker.make(setup))
                .orElseGet(
                        () -> none(
                                "there is no browser here: build the module probes/browser, or run an agent of the image outrider-agent-browser"));
    }

    /** No browser, for this reason. */
    static Browsers none(String reason) {
        return new Browsers() {
            @Override
            public Window open(Doorway doorway, Deadline deadline) {
                throw new BrowserFailed(Trouble.UNSUPPORTED, reason);
            }

            @Override
            public Optional<String> lack() {
                return Optional.of(reason);
            }

            @Override
            public void close() {}
        };
    }
}
