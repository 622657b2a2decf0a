package dev.outrider.run.browser;

import dev.outrider.result.Outcome.Failed;
import dev.outrider.run.http.Cookie;
import dev.outrider.run.http.Deadline;
import dev.outrider.run.http.Phases;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What one customer looks at: a browser that remembers nothing of others. What a customer could not do there either is a
 * value; {@link BrowserFailed} is ours. Used by one thread.
 */
public interface Window extends AutoCloseable {
    /**
     * Does it; empty when it was done.
     *
     * @throws dev.outrider.run.http.Prevented when it leads to where we must not go
     */
    Optional<Failed> act(Deed deed, Deadline deadline) throws InterruptedException;

    /** Goes into a frame of what is looked at, until {@link #leave()}. */
    Optional<Failed> enter(String frame, Deadline deadline) throws InterruptedException;

    /** Clicks, and looks at the window that pops up, until {@link #leave()}. */
    Optional<Failed> popup(String target, Deadline deadline) throws InterruptedException;

    /** Back to what was looked at before. */
    void leave();

    /** Clicks away what may come, now or whenever it comes later. */
    void dismiss(String target) throws InterruptedException;

    /** Whether something came that may not come; it is waited for a little. */
    boolean comes(String target, Deadline deadline) throws InterruptedException;

    /**
     * What is to be seen now.
     *
     * @param measured whether the first picture is waited for a little, so that it has been measured
     */
    Look look(boolean measured, Deadline deadline) throws InterruptedException;

    /** What the network took for the pages that came since this was last asked; not for what they load. */
    Phases network();

    /** With which status the page came that is looked at. */
    Optional<Integer> status();

    /** All cookies. */
    List<Cookie> cookies() throws InterruptedException;

    /** Changes some cookies: those that are gone first. */
    void cookies(Collection<Cookie> gone, Collection<Cookie> set) throws InterruptedException;

    /**
     * A picture of it and what went wrong in it since the last one.
     *
     * @param hidden texts that must not be seen in the picture
     */
    Sight sight(Collection<String> hidden) throws InterruptedException;

    @Override
    void close();
}
