package dev.outrider.browser;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Response;
import dev.outrider.run.http.Prevented;
import dev.outrider.run.net.Doorway.Shut;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What happened in a window beside what was done in it. Filled by the thread that leads the conversation. */
final class Journal {
    private static final int MOST = 20;
    private static final int LONGEST = 400;
    private static final int ANSWERS = 1000;

    private final Tunnel tunnel;
    private final List<String> console = new ArrayList<>();
    private final List<String> failed = new ArrayList<>();
    /** Addresses that answered since the last act but one began. */
    private final List<String> answers = new ArrayList<>();

    private int ofThisAct;
    private @Nullable Integer status;
    private @Nullable Prevented prevented;

    Journal(BrowserContext context, Tunnel tunnel) {
        this.tunnel = tunnel;
        context.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                note(console, message.text());
            }
        });
        context.onWebError(
                error -> note(console, error.error().lines().findFirst().orElse("")));
        context.onRequestFailed(this::failed);
        context.onResponse(this::answered);
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

    /** Why a page or a frame was not asked for: then nothing is known of the target. */
    Optional<Prevented> prevented() {
        return Optional.ofNullable(prevented);
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
        if (request.isNavigationRequest() && ofPage(request) && response.status() / 100 != 3) {
            status = response.status();
        }
    }

    private static boolean ofPage(Request request) {
        try {
            return request.frame().parentFrame() == null;
        } catch (PlaywrightException gone) {
            return false;
        }
    }

    private void failed(Request request) {
        URI url = URI.create(request.url().replaceAll("[^\\x21-\\x7e]|[\\\\^`{|}\"<>]", "_"));
        String host = String.valueOf(url.getHost());
        if (tunnel.isBlocked(host) || request.failure().contains("ERR_ABORTED")) {
            return;
        }
        Optional<Prevented> ours = tunnel.prevented(host, port(url));
        if (ours.isPresent()) {
            note(
                    failed,
                    request.method() + " " + request.url() + " " + ours.get().detail());
            prevented = request.isNavigationRequest() ? ours.get() : prevented;
            return;
        }
        String why = tunnel.trouble(host, port(url)).map(Shut::detail).orElse(request.failure());
        note(failed, request.method() + " " + request.url() + " " + why);
    }

    static int port(URI url) {
        return url.getPort() > 0 ? url.getPort() : "https".equals(url.getScheme()) ? 443 : 80;
    }

    private static void note(List<String> lines, String line) {
        if (lines.size() < MOST) {
            lines.add(line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…");
        }
    }
}
