package dev.outrider.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ElementHandle;
import com.microsoft.playwright.Frame;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.Proxy;
import dev.outrider.result.Outcome.Failed;
import dev.outrider.result.Outcome.Fault;
import dev.outrider.run.browser.BrowserFailed;
import dev.outrider.run.browser.Browsers;
import dev.outrider.run.browser.Deed;
import dev.outrider.run.browser.Look;
import dev.outrider.run.browser.Sight;
import dev.outrider.run.browser.Window;
import dev.outrider.run.http.Bytes;
import dev.outrider.run.http.Cookie;
import dev.outrider.run.http.Deadline;
import dev.outrider.run.http.Phases;
import dev.outrider.run.http.Prevented;
import dev.outrider.run.net.Doorway;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A window of Chromium that shares nothing with others but the process. */
final class ChromiumWindow implements Window {
    private static final String VITALS = Resource.text("vitals.js");
    /** How long what may come is waited for. */
    private static final Duration BANNER = Duration.ofSeconds(2);

    private static final Duration HOUSEKEEPING = Duration.ofSeconds(5);

    private final Seat seat;
    private final BrowserContext context;
    private final Tunnel tunnel;
    private final Journal journal;
    private final Loads loads;
    private final Camera camera = new Camera();
    private final Consumer<Seat> back;
    /** What is looked at, the page first, then its frames or the windows that popped up. */
    private final Deque<Frame> looked = new ArrayDeque<>();

    private ChromiumWindow(Seat seat, BrowserContext context, Tunnel tunnel, Consumer<Seat> back) {
        this.seat = seat;
        this.context = context;
        this.tunnel = tunnel;
        this.journal = new Journal(context, tunnel);
        this.loads = new Loads(context, tunnel, InstantSource.system());
        this.back = back;
        looked.push(context.newPage().mainFrame());
    }

    /** @param back takes the seat when the window is closed */
    static ChromiumWindow open(Seat seat, Browsers.Setup setup, Doorway doorway, Consumer<Seat> back) {
        boolean opened = false;
        try (Leash _ = seat.guard(Deadline.in(HOUSEKEEPING.multipliedBy(4)))) {
            ChromiumWindow window = open(seat, setup, new Tunnel(doorway, seat.facade()), back);
            opened = true;
            return window;
        } finally {
            if (!opened) {
                seat.close();
            }
        }
    }

    private static ChromiumWindow open(Seat seat, Browsers.Setup setup, Tunnel tunnel, Consumer<Seat> back) {
        boolean opened = false;
        try {
            BrowserContext context = seat.browser()
                    .newContext(new Browser.NewContextOptions()
                            .setUserAgent(userAgent(seat.browser().version(), setup.userAgent()))
                            .setProxy(new Proxy(tunnel.address()))
                            .setViewportSize(1366, 900)
                            .setAcceptDownloads(false));
            context.addInitScript(VITALS);
            ChromiumWindow window = new ChromiumWindow(seat, context, tunnel, back);
            opened = true;
            return window;
        } finally {
            if (!opened) {
                tunnel.close();
            }
        }
    }

    /** As the browser of a customer, with a word of who we are. */
    private static String userAgent(String version, String ours) {
        return "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/%s.0.0.0 Safari/537.36 %s"
                .formatted(version.replaceAll("\\..*", ""), ours);
    }

    @Override
    public Optional<Failed> act(Deed deed, Deadline deadline) throws InterruptedException {
        journal.begins();
        if (deed.verb().equals("block")) {
            tunnel.block(deed.texts().values());
            return Optional.empty();
        }
        if (deed.verb().equals("fill")) {
            deed.secret().forEach(target -> camera.hide(Targets.all(frame(), target, false)));
        }
        Optional<Failed> failed = within(deadline, () -> new Acts(frame(), journal, tunnel, deadline).make(deed));
        Optional<Prevented> prevented = journal.prevented(frame());
        if (failed.isPresent() && prevented.isPresent()) {
            throw prevented.get();
        }
        return failed;
    }

    @Override
    public Optional<Failed> enter(String target, Deadline deadline) throws InterruptedException {
        journal.begins();
        return within(deadline, () -> {
            Locator element = Targets.visible(frame(), target, false).first();
            try {
                ElementHandle handle =
                        element.elementHandle(new Locator.ElementHandleOptions().setTimeout(Acts.millis(deadline)));
                Frame inner = handle.contentFrame();
                if (inner == null) {
                    return Optional.of(new Failed(Fault.EXPECTATION, target + " is no frame"));
                }
                looked.push(inner);
                return Optional.empty();
            } catch (TimeoutError late) {
                return Optional.of(new Absent(frame(), deadline).of("go into", target, late));
            }
        });
    }

    @Override
    public Optional<Failed> popup(String target, Deadline deadline) throws InterruptedException {
        journal.begins();
        return within(deadline, () -> {
            Acts acts = new Acts(frame(), journal, tunnel, deadline);
            Failed[] failed = new Failed[1];
            try {
                Page opened = frame().page()
                        .waitForPopup(
                                new Page.WaitForPopupOptions().setTimeout(Acts.millis(deadline)),
                                () -> acts.click(target).ifPresent(why -> failed[0] = why));
                looked.push(opened.mainFrame());
                return Optional.empty();
            } catch (TimeoutError none) {
                return Optional.of(
                        failed[0] != null
                                ? failed[0]
                                : new Failed(
                                        Fault.EXPECTATION,
                                        "no window popped up within %s after %s was clicked"
                                                .formatted(deadline.limit(), target)));
            }
        });
    }

    @Override
    public void leave() {
        looked.pop();
    }

    @Override
    public void dismiss(String target) throws InterruptedException {
        within(Deadline.in(HOUSEKEEPING), () -> {
            Locator banner = Targets.visible(frame(), target, false).first();
            frame().page()
                    .addLocatorHandler(
                            banner,
                            come -> come.click(new Locator.ClickOptions().setTimeout((double) HOUSEKEEPING.toMillis())),
                            new Page.AddLocatorHandlerOptions().setNoWaitAfter(true));
            return Optional.<Failed>empty();
        });
    }

    @Override
    public boolean comes(String target, Deadline deadline) throws InterruptedException {
        journal.begins();
        Deadline patience = Deadline.in(BANNER).orSooner(deadline);
        return within(deadline, () -> {
            try {
                Targets.visible(frame(), target, false)
                        .first()
                        .waitFor(new Locator.WaitForOptions().setTimeout(Acts.millis(patience)));
                return true;
            } catch (TimeoutError never) {
                return false;
            }
        });
    }

    @Override
    public Look look(boolean measured, Deadline deadline) throws InterruptedException {
        return within(deadline, () -> Glance.at(frame(), measured, deadline));
    }

    @Override
    public Phases network() {
        return loads.takeNetwork();
    }

    @Override
    public Optional<Integer> status() {
        return journal.status();
    }

    @Override
    public List<Cookie> cookies() throws InterruptedException {
        return within(Deadline.in(HOUSEKEEPING), () -> Cookies.of(context));
    }

    @Override
    public void cookies(Collection<Cookie> gone, Collection<Cookie> set) throws InterruptedException {
        within(Deadline.in(HOUSEKEEPING), () -> {
            Cookies.change(context, gone, set);
            return gone.size();
        });
    }

    @Override
    public Sight sight(Collection<String> hidden) throws InterruptedException {
        return within(Deadline.in(HOUSEKEEPING), () -> {
            Page page = frame().page();
            return new Sight(
                    page.url(),
                    Camera.title(page),
                    Bytes.of(camera.picture(page, hidden)),
                    journal.takeConsole(),
                    journal.takeFailed(),
                    loads.take());
        });
    }

    private Frame frame() {
        return looked.element();
    }

    /** Work that is over at its deadline, or ends the conversation. */
    private <T> T within(Deadline deadline, Supplier<T> work) throws InterruptedException {
        try (Leash _ = seat.guard(deadline)) {
            return work.get();
        } catch (PlaywrightException failed) {
            for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
                if (cause instanceof InterruptedException) {
                    throw new InterruptedException("while the browser was at work");
                }
            }
            throw new BrowserFailed(
                    seat.wasCut()
                            ? "the browser did not answer within " + deadline.limit() + ", and its window was ended"
                            : seat.isSound()
                                    ? "the browser refused: " + Reasons.first(failed)
                                    : "the browser ended during the step",
                    failed);
        }
    }

    /** Also by a thread that is told to stop, which then still knows. */
    @Override
    public void close() {
        boolean stopped = Thread.interrupted();
        try (Leash _ = seat.guard(Deadline.in(HOUSEKEEPING))) {
            context.close();
        } catch (PlaywrightException alreadyGone) {
            // Then its seat is not sound, and nobody takes it again.
        } finally {
            tunnel.close();
            back.accept(seat);
            if (stopped) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
