package dev.outrider.browser;

import dev.outrider.run.browser.Browsers;

/** How the runner finds this module. */
public final class Chromiums implements Browsers.Maker {
    @Override
    public Browsers make(Browsers.Setup setup) {
        return new Chromium(setup, Programs.of(System.getenv()));
    }
}
