package dev.outrider.dev;

import io.vertx.core.json.JsonObject;
import java.io.Console;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What the person at the terminal sees: stages, a line for each change of state, the words of a story. */
final class Screen {
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());

    private final PrintStream out;
    private final boolean runs;
    private final boolean colour;
    private final Map<String, String> world = new TreeMap<>();

    Screen(PrintStream out, boolean runs) {
        this.out = out;
        this.runs = runs;
        this.colour = isTerminal() && System.getenv("NO_COLOR") == null && !"dumb".equals(System.getenv("TERM"));
    }

    private static boolean isTerminal() {
        return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
    }

    synchronized void say(String line) {
        out.println(line);
        out.flush();
    }

    /** Takes an event of the live stream. */
    void event(Stream.Event event) {
        switch (event.type()) {
            case "state" -> state(event.data());
            case "run" -> {
                if (runs) {
                    run(event.data());
                }
            }
            default -> {
                // agents, catalog, reset: the page shows them.
            }
        }
    }

    private synchronized void state(JsonObject state) {
        String journey = state.getString("journey");
        @Nullable String region = state.getString("region");
        String to = state.getString("to");
        if (region == null) {
            world.put(journey, to);
            notifyAll();
        }
        say("  %s  %-10s %-9s %s → %s   since %s"
                .formatted(
                        time(state.getString("at")),
                        journey,
                        region == null ? "world" : region,
                        word(state.getString("from")),
                        word(to),
                        time(state.getString("since"))));
    }

    private void run(JsonObject run) {
        String step = run.getString("failedStep");
        say("  %s  %-10s %-9s %s %d ms  %s%s"
                .formatted(
                        time(run.getString("slot")),
                        run.getString("journey"),
                        run.getString("region"),
                        word(run.getString("outcome")),
                        Math.round(run.getDouble("elapsedMs")),
                        run.getString("agent"),
                        step == null ? "" : "  at \"" + step + "\": " + run.getString("detail")));
    }

    private static String time(@Nullable String instant) {
        return instant == null ? "        " : CLOCK.format(Instant.parse(instant));
    }

    private String word(@Nullable String word) {
        String text = word == null ? "?" : word;
        if (!colour) {
            return text;
        }
        int code = switch (text) {
            case "up", "pass" -> 32;
            case "down", "fail" -> 31;
            case "partial", "suspect", "degraded" -> 33;
            default -> 90;
        };
        return "\u001b[" + code + "m" + text + "\u001b[0m";
    }

    /** Waits until a journey has a global state that says something; false when the time is over. */
    boolean awaitWorld(Duration limit) {
        return await(
                limit,
                states -> states.values().stream().anyMatch(state -> !state.equals("nodata") && !state.equals("off")));
    }

    /** Waits until the global state of a journey is this one; false when the time is over. */
    boolean awaitState(String journey, String state, Duration limit) {
        return await(limit, states -> state.equals(states.get(journey)));
    }

    private synchronized boolean await(Duration limit, Predicate<Map<String, String>> condition) {
        long end = System.nanoTime() + limit.toNanos();
        try {
            while (!condition.test(world)) {
                long left = (end - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    return false;
                }
                wait(left);
            }
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    synchronized String world() {
        StringBuilder text = new StringBuilder();
        world.forEach((journey, state) ->
                text.append(journey).append(' ').append(word(state)).append("  "));
        return text.toString().strip();
    }
}
