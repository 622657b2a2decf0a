package dev.outrider.browser;

import com.microsoft.playwright.Frame;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.WaitForSelectorState;
import com.microsoft.playwright.options.WaitUntilState;
import dev.outrider.journey.Part;
import dev.outrider.result.Outcome.Failed;
import dev.outrider.result.Outcome.Fault;
import dev.outrider.result.Outcome.Trouble;
import dev.outrider.run.browser.BrowserFailed;
import dev.outrider.run.browser.Deed;
import dev.outrider.run.http.Deadline;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Does in a frame what a customer does; what cannot be done within the deadline is told, with what was there instead. */
final class Acts {
    private final Frame frame;
    private final Journal journal;
    private final Tunnel tunnel;
    private final Deadline deadline;

    Acts(Frame frame, Journal journal, Tunnel tunnel, Deadline deadline) {
        this.frame = frame;
        this.journal = journal;
        this.tunnel = tunnel;
        this.deadline = deadline;
    }

    /** Playwright takes nought for "for ever". */
    static double millis(Deadline deadline) {
        return Math.max(1, deadline.left() / 1_000_000.0);
    }

    Optional<Failed> make(Deed deed) {
        String target = deed.target();
        return switch (deed.verb()) {
            case "goto" -> open(target);
            case "click" -> click(target);
            case "check" -> on("tick", target, found -> found.check(new Locator.CheckOptions().setTimeout(left())));
            case "uncheck" ->
                on("untick", target, found -> found.uncheck(new Locator.UncheckOptions().setTimeout(left())));
            case "hover" -> on("point at", target, found -> found.hover(new Locator.HoverOptions().setTimeout(left())));
            case "fill" ->
                each(
                        deed.texts(),
                        "fill in",
                        (found, text) -> found.fill(text, new Locator.FillOptions().setTimeout(left())));
            case "select" ->
                each(
                        deed.texts(),
                        "choose from",
                        (found, text) ->
                                found.selectOption(text, new Locator.SelectOptionOptions().setTimeout(left())));
            case "upload" -> each(deed.files(), "upload to", this::upload);
            case "press" -> press(target);
            case "see" -> see(target);
            case "gone" -> gone(target);
            case "wait" -> waited(deed.texts());
            default -> throw new IllegalArgumentException("'" + deed.verb() + "' is nothing that can be done");
        };
    }

    Optional<Failed> click(String target) {
        return on("click", target, found -> found.click(new Locator.ClickOptions().setTimeout(left())));
    }

    private double left() {
        return millis(deadline);
    }

    /** As far as its document goes: what a customer waits for on the page, an author says with 'see'. */
    private Optional<Failed> open(String url) {
        Address address = Address.of(url);
        try {
            Response response = frame.page()
                    .navigate(
                            url,
                            new Page.NavigateOptions()
                                    .setTimeout(left())
                                    .setWaitUntil(WaitUntilState.DOMCONTENTLOADED));
            return response == null || response.status() < 400
                    ? Optional.empty()
                    : Optional.of(new Failed(
                            Fault.STATUS,
                            "the page %s came with status %d".formatted(response.url(), response.status())));
        } catch (TimeoutError late) {
            return Optional.of(
                    new Failed(Fault.TIMEOUT, "no page from %s within %s".formatted(address.host(), deadline.limit())));
        } catch (PlaywrightException failed) {
            return Optional.of(unreachable(failed, address));
        }
    }

    /** What our own connection says is better than what the browser makes of it. */
    private Failed unreachable(PlaywrightException failed, Address address) {
        if (Reasons.isOfOurs(failed)) {
            throw new BrowserFailed(
                    Trouble.POLICY,
                    "no browser asks port %d of %s: it is one that the Fetch standard calls unsafe, so no customer's would"
                            .formatted(address.port(), address.host()),
                    failed);
        }
        Failed named = Reasons.navigation(failed, address.host()).orElseThrow(() -> failed);
        return tunnel.trouble(address.host(), address.port())
                .map(way -> new Failed(way.fault(), way.detail()))
                .orElse(named);
    }

    /** In turn, until one cannot be done. */
    private <T> Optional<Failed> each(Map<String, T> what, String verb, BiConsumer<Locator, T> work) {
        for (Map.Entry<String, T> entry : what.entrySet()) {
            Optional<Failed> failed = on(verb, entry.getKey(), found -> work.accept(found, entry.getValue()));
            if (failed.isPresent()) {
                return failed;
            }
        }
        return Optional.empty();
    }

    /** A label that is part of several others means the one that it is the whole of. */
    private Optional<Failed> on(String verb, String target, Consumer<Locator> work) {
        boolean hidden = verb.startsWith("upload");
        try {
            work.accept(hidden ? Targets.all(frame, target, false) : Targets.visible(frame, target, false));
            return Optional.empty();
        } catch (TimeoutError late) {
            return Optional.of(new Absent(frame, deadline).of(verb, target, late));
        } catch (PlaywrightException failed) {
            if (!Reasons.message(failed).contains("strict mode violation")) {
                throw unreadable(target, failed);
            }
            return exactly(verb, target, work);
        }
    }

    private Optional<Failed> exactly(String verb, String target, Consumer<Locator> work) {
        try {
            work.accept(Targets.visible(frame, target, true));
            return Optional.empty();
        } catch (TimeoutError late) {
            return Optional.of(new Absent(frame, deadline).several(verb, target));
        } catch (PlaywrightException failed) {
            if (!Reasons.message(failed).contains("strict mode violation")) {
                throw unreadable(target, failed);
            }
            return Optional.of(new Absent(frame, deadline).several(verb, target));
        }
    }

    private static PlaywrightException unreadable(String target, PlaywrightException failed) {
        String said = Reasons.message(failed);
        if (said.contains("parsing") || said.contains("selector") || said.contains("Unknown")) {
            throw new BrowserFailed(
                    Trouble.EXPRESSION, "'%s' cannot be read: %s".formatted(target, Reasons.first(failed)), failed);
        }
        return failed;
    }

    private void upload(Locator found, Part.Attachment file) {
        found.setInputFiles(
                new FilePayload(file.name(), file.type(), file.bytes()),
                new Locator.SetInputFilesOptions().setTimeout(left()));
    }

    private Optional<Failed> press(String key) {
        try {
            frame.page().keyboard().press(key);
            return Optional.empty();
        } catch (PlaywrightException failed) {
            throw unreadable(key, failed);
        }
    }

    private Optional<Failed> see(String target) {
        try {
            Targets.visible(frame, target, false).first().waitFor(new Locator.WaitForOptions().setTimeout(left()));
            return Optional.empty();
        } catch (TimeoutError late) {
            return Optional.of(new Absent(frame, deadline).of("see", target, late));
        } catch (PlaywrightException failed) {
            throw unreadable(target, failed);
        }
    }

    private Optional<Failed> gone(String target) {
        try {
            Targets.visible(frame, target, false)
                    .first()
                    .waitFor(new Locator.WaitForOptions()
                            .setState(WaitForSelectorState.HIDDEN)
                            .setTimeout(left()));
            return Optional.empty();
        } catch (TimeoutError stays) {
            return Optional.of(new Failed(
                    Fault.EXPECTATION,
                    "%s is still to be seen after %s; %s".formatted(target, deadline.limit(), Absent.page(frame))));
        } catch (PlaywrightException failed) {
            throw unreadable(target, failed);
        }
    }

    private Optional<Failed> waited(Map<String, String> texts) {
        for (Map.Entry<String, String> each : texts.entrySet()) {
            boolean url = each.getKey().equals("url");
            String part = each.getValue();
            try {
                frame.page()
                        .waitForCondition(
                                () -> url ? frame.url().contains(part) : journal.answered(part),
                                new Page.WaitForConditionOptions().setTimeout(left()));
            } catch (TimeoutError never) {
                return Optional.of(new Failed(
                        Fault.EXPECTATION,
                        url
                                ? "the address did not come to hold '%s' within %s; %s"
                                        .formatted(part, deadline.limit(), Absent.page(frame))
                                : "no answer came from an address with '%s' within %s; %s"
                                        .formatted(part, deadline.limit(), Absent.answers(journal.answers()))));
            }
        }
        return Optional.empty();
    }
}
