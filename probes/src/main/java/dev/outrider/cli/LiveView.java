package dev.outrider.cli;

import dev.outrider.journey.Journey;
import dev.outrider.journey.Step;
import dev.outrider.result.StepResult;
import dev.outrider.run.Onlooker;
import dev.outrider.run.http.Spans;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * A run as it happens, on a terminal: its steps, drawn anew in the same place whenever something changes. It is wiped out
 * at the end, where the report of the run takes its place.
 */
final class LiveView implements Onlooker, AutoCloseable {
    private static final Duration FRAME = Duration.ofMillis(100);
    /** Beyond it a terminal might scroll, and the place would be lost. */
    private static final int TALLEST = 20;

    private static final String UP = "\u001B[%dA";
    private static final String REST = "\u001B[J";
    private static final String NO_WRAP = "\u001B[?7l";
    private static final String WRAP = "\u001B[?7h";

    private final PrintWriter out;
    private final Paint paint;
    private final LongSupplier nanoTime;
    private final List<String> names;
    private final List<StepResult> found = new ArrayList<>();
    private final Thread ticker;
    private long began;
    private boolean running;
    private int drawn;

    /** @param nanoTime as {@link System#nanoTime()} */
    LiveView(PrintWriter out, Paint paint, Journey journey, LongSupplier nanoTime) {
        this.out = out;
        this.paint = paint;
        this.nanoTime = nanoTime;
        this.names = Stream.concat(journey.steps().stream(), journey.cleanup().stream())
                .map(Step::name)
                .toList();
        this.ticker = Thread.ofVirtual().unstarted(this::tick);
    }

    /** Begins to draw, also while nothing happens. */
    LiveView start() {
        draw();
        ticker.start();
        return this;
    }

    private void tick() {
        try {
            while (true) {
                Thread.sleep(FRAME);
                draw();
            }
        } catch (InterruptedException over) {
            // The run has ended.
        }
    }

    @Override
    public synchronized void begins(Step step) {
        began = nanoTime.getAsLong();
        running = true;
        draw();
    }

    @Override
    public synchronized void found(StepResult result) {
        found.add(result);
        running = false;
        draw();
    }

    private synchronized void draw() {
        StringBuilder frame = new StringBuilder(NO_WRAP);
        if (drawn > 0) {
            frame.append(UP.formatted(drawn));
        }
        frame.append('\r').append(REST);
        List<String> lines = lines();
        lines.forEach(line -> frame.append(line).append('\n'));
        drawn = lines.size();
        out.print(frame.append(WRAP));
        out.flush();
    }

    private List<String> lines() {
        StepLine line = new StepLine(new Waterfall(found), paint);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            if (i < found.size()) {
                lines.add(line.of(found.get(i), i));
            } else if (i == found.size() && running) {
                String took = Spans.text(Duration.ofNanos(nanoTime.getAsLong() - began));
                lines.add(" %s %2d %s  %s".formatted(paint.blue("▸"), i + 1, StepLine.padded(names.get(i)), took));
            } else {
                lines.add("   %2d %s"
                        .formatted(i + 1, StepLine.padded(names.get(i)))
                        .stripTrailing());
            }
        }
        int skip = Math.max(0, Math.min(found.size() + 3, lines.size()) - TALLEST);
        return lines.subList(skip, Math.min(lines.size(), skip + TALLEST));
    }

    /** Stops, and leaves nothing behind. */
    @Override
    public void close() {
        ticker.interrupt();
        try {
            ticker.join();
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        synchronized (this) {
            out.print((drawn > 0 ? UP.formatted(drawn) : "") + "\r" + REST);
            out.flush();
            drawn = 0;
        }
    }
}
