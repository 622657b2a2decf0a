package dev.outrider.run.browser;

import dev.outrider.result.Outcome.Errored;
import dev.outrider.result.Outcome.Trouble;

/** What a browser was to do cannot be done for a reason of ours, never the target's. The message is a sentence for people. */
public final class BrowserFailed extends RuntimeException {
    private final Trouble trouble;

    /** The browser cannot be had, or ended. */
    public BrowserFailed(String message) {
        super(message);
        trouble = Trouble.BROWSER;
    }

    /** For a reason of its own kind. */
    BrowserFailed(Trouble trouble, String message) {
        super(message);
        this.trouble = trouble;
    }

    /** The same, with what it came from. */
    public BrowserFailed(String message, Throwable cause) {
        this(Trouble.BROWSER, message, cause);
    }

    public BrowserFailed(Trouble trouble, String message, Throwable cause) {
        super(message, cause);
        this.trouble = trouble;
    }

    public Errored outcome() {
        return new Errored(trouble, String.valueOf(getMessage()));
    }
}
