package dev.outrider.run;

import dev.outrider.journey.Action;
import dev.outrider.journey.Step;
import dev.outrider.result.Outcome;
import dev.outrider.run.Questioning.Asked;
import dev.outrider.run.browser.BrowserFailed;
import dev.outrider.run.browser.Sight;
import dev.outrider.run.browser.Window;
import dev.outrider.run.http.Cookie;
import dev.outrider.run.http.Customer;
import dev.outrider.run.http.Deadline;
import dev.outrider.run.http.Prevented;
import java.util.List;
import java.util.Optional;

/**
 * Makes the browser steps of one run, in one window. The customer is the same as in the other steps: its cookies go into the
 * window before a step, and out of it after.
 */
final class Browsing {
    private final Preparation prepared;
    private final Customer customer;
    private final Lookout lookout;
    private final Redaction redaction;
    private final Recorder recorder;
    private final Pace pace;
    private final long runBegan;
    private final boolean everything;
    /** The cookies that the window and the customer had in common when they last met. */
    private List<Cookie> shared = List.of();

    private boolean asked;

    /**
     * For one run.
     *
     * @param runBegan in nanoseconds of the pace
     * @param everything whether a picture is wanted of what passed, too
     */
    Browsing(
            Preparation prepared,
            Customer customer,
            Lookout lookout,
            Redaction redaction,
            Recorder recorder,
            Pace pace,
            long runBegan,
            boolean everything) {
        this.prepared = prepared;
        this.customer = customer;
        this.lookout = lookout;
        this.redaction = redaction;
        this.recorder = recorder;
        this.pace = pace;
        this.runBegan = runBegan;
        this.everything = everything;
    }

    boolean asked() {
        return asked;
    }

    Asked make(int index, Step.Other step, Action.Browsing action, Deadline end) throws InterruptedException {
        Optional<Window> window = lookout.window();
        if (window.isEmpty()) {
            return Asked.not(lookout.trouble());
        }
        try {
            return made(index, step, action, window.get(), end);
        } catch (Prevented ours) {
            return Asked.not(new Outcome.Errored(ours.trouble(), ours.detail()));
        } catch (BrowserFailed failed) {
            lookout.close();
            return Asked.not(failed.outcome());
        }
    }

    private Asked made(int index, Step.Other step, Action.Browsing action, Window open, Deadline end)
            throws InterruptedException {
        bring(open);
        asked = true;
        Acting acting = new Acting(step, action, prepared, redaction, open);
        BrowserRun run = new BrowserRun(step, acting, end, pace);
        Verdict verdict = run.run();
        take(open);
        if (everything || !(verdict.outcome() instanceof Outcome.Passed)) {
            Sight sight = open.sight(prepared.masks().values());
            recorder.note(index, run.attempts(), sight, pace.nanoTime() - runBegan);
        }
        return new Asked(
                verdict, run.network(), run.attempts(), Optional.of("browser " + acting.address()), open.status());
    }

    private void bring(Window open) throws InterruptedException {
        List<Cookie> held = customer.held();
        open.cookies(without(shared, held), without(held, shared));
        shared = held;
    }

    private void take(Window open) throws InterruptedException {
        customer.hold(open.cookies());
        shared = customer.held();
    }

    /** Those that are not the same among the others. */
    private static List<Cookie> without(List<Cookie> cookies, List<Cookie> others) {
        return cookies.stream()
                .filter(cookie -> others.stream().noneMatch(cookie::equalsBut))
                .toList();
    }
}
