package dev.outrider.cli;

import java.io.Console;
import java.util.Map;
import java.util.Optional;

/** Colours, where a person looks at a terminal and has not asked for none. */
final class Paint {
    private static final String RESET = "\u001B[0m";

    static final Paint NONE = new Paint(false);

    private final boolean on;

    private Paint(boolean on) {
        this.on = on;
    }

    /** @param refused whether {@code --no-color} was given */
    static Paint of(boolean refused, Map<String, String> environment) {
        boolean dumb = environment.getOrDefault("TERM", "").equals("dumb")
                || !environment.getOrDefault("NO_COLOR", "").isEmpty();
        return new Paint(!refused && !dumb && isTerminal());
    }

    /** Whether a person sees what is printed, on a screen that can be drawn on anew. */
    static boolean isScreen(Map<String, String> environment) {
        return isTerminal() && !environment.getOrDefault("TERM", "dumb").equals("dumb");
    }

    private static boolean isTerminal() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    }

    String red(String text) {
        return painted("\u001B[1;31m", text);
    }

    String yellow(String text) {
        return painted("\u001B[1;33m", text);
    }

    String blue(String text) {
        return painted("\u001B[34m", text);
    }

    private String painted(String code, String text) {
        return on ? code + text + RESET : text;
    }
}
