package dev.outrider.browser;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.Timing;
import dev.outrider.run.browser.Load;
import dev.outrider.run.http.Headers;
import dev.outrider.run.http.Phases;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the pages of a window asked for, and where the time went. Filled by the thread that leads the conversation. */
final class Loads {
    private static final int MOST = 100;
    /** Of what adorns a page: it must not crowd out what the page is made of. */
    private static final int ORNAMENTS = 50;

    private static final Set<String> ADORNING = Set.of("image", "font", "media", "stylesheet");

    private final Tunnel tunnel;
    private final InstantSource clock;
    private final List<Loaded> loads = new ArrayList<>();
    private final Map<Request, Response> answers = new HashMap<>();
    private Phases pages = Phases.NONE;

    private record Loaded(double beganMs, Load load) {}

    /** @param clock this machine's, by which the browser goes */
    Loads(BrowserContext context, Tunnel tunnel, InstantSource clock) {
        this.tunnel = tunnel;
        this.clock = clock;
        context.onResponse(response -> answers.put(response.request(), response));
        context.onRequestFinished(this::ended);
        context.onRequestFailed(this::ended);
    }

    private void ended(Request request) {
        Optional<Response> answer = Optional.ofNullable(answers.remove(request));
        Address asked = Address.of(request.url());
        if (!request.url().startsWith("http") || tunnel.isBlocked(asked.host())) {
            return;
        }
        Optional<Tunnel.Opened> opened = tunnel.opened(asked.host(), asked.port());
        // A request that failed before anything came has none.
        Optional<Timing> timing = Optional.ofNullable(request.timing());
        Optional<Phases> opening = tunnel.takeOpening(asked.host(), asked.port());
        Phases phases = timing.map(known -> phases(known, opening, opened.map(Tunnel.Opened::phases)))
                .orElse(Phases.NONE);
        if (isPage(request)) {
            pages = pages.plus(phases);
        }
        if (loads.size() < (ADORNING.contains(request.resourceType()) ? ORNAMENTS : MOST)) {
            Load load = load(request, answer, phases, opened.map(Tunnel.Opened::address));
            loads.add(new Loaded(timing.map(known -> known.startTime).orElse((double) clock.millis()), load));
        }
    }

    private static boolean isPage(Request request) {
        try {
            return request.isNavigationRequest() && request.frame().parentFrame() == null;
        } catch (PlaywrightException gone) {
            return false;
        }
    }

    /**
     * A connection that was there before took nothing; a time that the browser does not know is -1.
     *
     * @param opening of a connection of which no request was told yet: where the browser made it ahead, it was for this one
     * @param last of the connection that was opened last
     */
    private static Phases phases(Timing timing, Optional<Phases> opening, Optional<Phases> last) {
        boolean fresh = timing.connectStart >= 0 && timing.connectEnd > timing.connectStart;
        Phases connecting = opening.or(() -> fresh ? last : Optional.empty()).orElse(Phases.NONE);
        long tls =
                fresh && timing.secureConnectionStart >= 0 ? span(timing.secureConnectionStart, timing.connectEnd) : 0;
        return connecting.plus(new Phases(
                0,
                0,
                tls,
                0,
                0,
                span(timing.requestStart, timing.responseStart),
                span(timing.responseStart, timing.responseEnd)));
    }

    private static long span(double from, double to) {
        return from >= 0 && to > from ? Math.round((to - from) * 1e6) : 0;
    }

    private static Load load(Request request, Optional<Response> answer, Phases phases, Optional<String> address) {
        Headers answered = answer.map(response -> headers(response.headers())).orElse(Headers.NONE);
        return new Load(
                Duration.ZERO,
                phases,
                request.method(),
                request.url(),
                headers(request.headers()),
                address,
                answer.map(Response::status).orElse(0),
                answered,
                answered.first("content-length")
                        .filter(length -> length.matches("[0-9]{1,12}"))
                        .map(Long::parseLong)
                        .orElse(0L));
    }

    /** Without those by which a browser tells a server what it is: there are many, and they are the same in all requests. */
    private static Headers headers(Map<String, String> headers) {
        return new Headers(headers.entrySet().stream()
                .filter(header -> !header.getKey().startsWith("sec-"))
                .toList());
    }

    /** Since this was last asked: the network's part in the pages that came. */
    Phases takeNetwork() {
        Phases taken = pages;
        pages = Phases.NONE;
        return taken;
    }

    /** Since this was last asked. */
    List<Load> take() {
        double now = clock.millis();
        List<Load> taken = loads.stream()
                .map(each -> ago(each.load, Math.max(0, now - each.beganMs)))
                .toList();
        loads.clear();
        return taken;
    }

    private static Load ago(Load load, double ms) {
        return new Load(
                Duration.ofNanos(Math.round(ms * 1e6)),
                load.phases(),
                load.method(),
                load.url(),
                load.asked(),
                load.address(),
                load.status(),
                load.answered(),
                load.bytes());
    }
}
