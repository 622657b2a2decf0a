package dev.outrider.browser;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.outrider.run.browser.BrowserFailed;

/** What of a real browser this machine has. */
final class Machine {
    private Machine() {}

    /** Skips a test that has no browser here; where CI runs there must be one. */
    static void assumeBrowser() {
        if ("true".equals(System.getenv("CI"))) {
            return;
        }
        Programs programs = Programs.of(System.getenv());
        try {
            programs.browser();
            programs.nodeJs();
        } catch (BrowserFailed missing) {
            assumeTrue(false, missing.getMessage());
        }
    }
}
