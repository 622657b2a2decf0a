package dev.outrider.dev;

/** The stages of coming up, each with the time since the start. */
final class Stage {
    private final Screen screen;
    private final long started = System.nanoTime();

    Stage(Screen screen) {
        this.screen = screen;
    }

    void done(String what, Child child, String address) {
        done(what, "%s (pid %d)".formatted(address, child.pid()));
    }

    void done(String what, String detail) {
        double seconds = (System.nanoTime() - started) / 1e9;
        screen.say("  %-12s %5.1f s  %s".formatted(what, seconds, detail));
    }
}
