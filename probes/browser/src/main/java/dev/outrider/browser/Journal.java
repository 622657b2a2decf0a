package dev.outrider.browser;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Frame;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Response;
import dev.outrider.run.http.Prevented;
import dev.outrider.run.net.Doorway.Shut;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What happened in a window beside what was done in it. Filled by the thread that leads the conversation. */
final class Journal {
    private static final int MOST = 20;
    /** Of a line. It is shown much shorter, but a secret can be masked only as long as it is whole. */
    private static final int LONGEST = 16 * 1024;

    private static final int ANSWERS = 1000;

    private final Tunnel tunnel;
    private final List<String> console = new ArrayList<>();
    private final List<String> failed = new ArrayList<>();
    /** Addresses that answered since the last act but one began. */
    private final List<String> answers = new ArrayList<>();

    private int ofThisAct;
    private @Nullable Integer status;
    private final Map<Frame, Prevented> prevented = new HashMap<>();

    Journal(BrowserContext context, Tunnel tunnel) {
        this.tunnel = tunnel;
        context.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                note(console, text(message));
            }
        });
        context.onWebError(
                error -> note(console, error.error().lines().findFirst().orElse("")));
        context.onRequestFailed(this::failed);
        context.onResponse(this::answered);
    }

    /** Of a file that did not come the browser says that, but not which. */
    private static String text(ConsoleMessage message) {
        String where = message.location().replaceAll("(:\\d+){1,2}$", "");
        return message.text().startsWith("Failed to load resource") && !where.isBlank()
                ? message.text() + ": " + where
                : message.text();
    }

    /** An answer that an act waits for may have come while the act before it was done. */
    void begins() {
        answers.subList(0, ofThisAct).clear();
        ofThisAct = answers.size();
    }

    boolean answered(String part) {
        return answers.stream().anyMatch(url -> url.contains(part));
    }

    List<String> answers() {
        return answers;
    }

    /** Of the page that came last. */
    Optional<Integer> status() {
        return Optional.ofNullable(status);
    }

    /** Why the page of a frame was not asked for: then nothing is known of the target. */
    Optional<Prevented> prevented(Frame frame) {
        return Optional.ofNullable(prevented.get(frame));
    }

    List<String> takeConsole() {
        return taken(console);
    }

    List<String> takeFailed() {
        return taken(failed);
    }

    private static List<String> taken(List<String> lines) {
        List<String> taken = List.copyOf(lines);
        lines.clear();
        return taken;
    }

    private void answered(Response response) {
        if (answers.size() < ANSWERS) {
            answers.add(response.url());
        }
        Request request = response.request();
        if (response.status() >= 400) {
            note(failed, request.method() + " " + request.url() + " " + response.status());
        }
        if (request.isNavigationRequest() && response.status() / 100 != 3) {
            frame(request).ifPresent(frame -> {
                prevented.remove(frame);
                status = frame.parentFrame() == null ? Integer.valueOf(response.status()) : status;
            });
        }
    }

    private static Optional<Frame> frame(Request request) {
        try {
            return Optional.of(request.frame());
        } catch (PlaywrightException gone) {
            return Optional.empty();
        }
    }

    private void failed(Request request) {
        Address asked = Address.of(request.url());
        if (tunnel.isBlocked(asked.host()) || request.failure().contains("ERR_ABORTED")) {
            return;
        }
        Optional<Prevented> ours = tunnel.prevented(asked.host(), asked.port());
        if (ours.isPresent()) {
            note(
                    failed,
                    request.method() + " " + request.url() + " " + ours.get().detail());
            if (request.isNavigationRequest()) {
                frame(request).ifPresent(frame -> prevented.put(frame, ours.get()));
            }
            return;
        }
        String why =
                tunnel.trouble(asked.host(), asked.port()).map(Shut::detail).orElse(request.failure());
        note(failed, request.method() + " " + request.url() + " " + why);
    }

    private static void note(List<String> lines, String line) {
        if (lines.size() < MOST) {
            lines.add(line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…");
        }
    }
}
