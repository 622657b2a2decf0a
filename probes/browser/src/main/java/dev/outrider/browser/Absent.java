package dev.outrider.browser;

import com.microsoft.playwright.Frame;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.TimeoutError;
import dev.outrider.result.Outcome.Failed;
import dev.outrider.result.Outcome.Fault;
import dev.outrider.run.http.Deadline;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Says why something could not be done on a page, and what was there instead. */
final class Absent {
    private static final double PATIENCE = 1000;
    private static final int SHOWN = 8;
    private static final Pattern ROLE = Pattern.compile("role=([a-z]+).*", Pattern.DOTALL);
    private static final Set<String> FIELDS = Set.of(
            "textbox", "searchbox", "combobox", "checkbox", "radio", "switch", "slider", "spinbutton", "listbox");
    /** A line of Playwright's outline of a page: {@code - button "Pay"}. */
    private static final Pattern OUTLINE = Pattern.compile("(?m)^\\s*- '?([a-z]+) \"((?:[^\"\\\\]|\\\\.)*)\"");

    private static final String UNLABELLED = """
            all => all
              .filter(e => !e.labels?.length && !e.ariaLabel && !e.getAttribute('aria-labelledby'))
              .map(e => e.placeholder ? 'placeholder=' + e.placeholder : e.id ? '#' + e.id
                : e.localName + (e.name ? `[name="${e.name}"]` : ''))""";

    private final Frame frame;
    private final Deadline deadline;

    Absent(Frame frame, Deadline deadline) {
        this.frame = frame;
        this.deadline = deadline;
    }

    /** What it was, that could not be found or was not ready. */
    Failed of(String verb, String target, TimeoutError late) {
        String within = " within " + deadline.limit();
        if (!Camera.answers(frame)) {
            return new Failed(
                    Fault.TIMEOUT,
                    "the page %s does not answer%s: its own scripts keep it busy".formatted(frame.url(), within));
        }
        int all = count(Targets.all(frame, target, false));
        int visible = count(Targets.visible(frame, target, false));
        String sentence = all == 0
                ? "there is no %s to %s%s; %s%s".formatted(target, verb, within, page(frame), instead(target))
                : visible == 0
                        ? "%s is there, but not visible%s; %s".formatted(target, within, page(frame))
                        : "%s is there, but could not be used to %s%s: %s; %s"
                                .formatted(target, verb, within, obstacle(late), page(frame));
        return new Failed(Fault.EXPECTATION, sentence);
    }

    Failed several(String verb, String target) {
        List<String> texts = texts(Targets.visible(frame, target, false));
        return new Failed(
                Fault.EXPECTATION,
                "there are %d of %s to %s: %s; name it more closely; %s"
                        .formatted(texts.size(), target, verb, quoted(texts), page(frame)));
    }

    /** The page, as a person would point at it. */
    static String page(Frame frame) {
        String title = Camera.title(frame.page());
        String which = frame.parentFrame() == null ? "the page" : "this frame of the page";
        return "%s '%s' is at %s".formatted(which, title, frame.url());
    }

    static String answers(List<String> urls) {
        return urls.isEmpty() ? "nothing answered" : "these answered: " + String.join(", ", shown(urls));
    }

    private static int count(Locator locator) {
        try {
            return locator.count();
        } catch (PlaywrightException gone) {
            return 0;
        }
    }

    private static List<String> texts(Locator locator) {
        return locator.all().stream()
                .map(each -> (String) each.evaluate("e => (e.innerText || e.value || e.outerHTML).slice(0, 60)"))
                .map(text -> text.strip().replaceAll("\\s+", " "))
                .toList();
    }

    private static String obstacle(TimeoutError late) {
        String log = Reasons.message(late);
        Matcher cover = Pattern.compile("(<[^>]{1,80}>)[^\\n]* intercepts pointer events")
                .matcher(log);
        if (cover.find()) {
            return cover.group(1) + " covers it";
        }
        if (log.contains("is not enabled")) {
            return "it is disabled";
        }
        if (log.contains("is not editable")) {
            return "it is read-only";
        }
        if (log.contains("did not find some options")) {
            return "it does not offer this choice";
        }
        return log.contains("not stable") ? "it does not stand still" : "it was not ready";
    }

    /** What there is of the same kind. */
    private String instead(String target) {
        if (target.startsWith("testid=")) {
            Object ids =
                    frame.locator("[data-testid]").evaluateAll("all => all.map(e => e.dataset.testid).join('\\n')");
            return kinds("test ids", List.of(String.valueOf(ids).split("\n")));
        }
        Matcher role = ROLE.matcher(target);
        if (role.matches()) {
            return kinds(role.group(1) + "s", outline(Set.of(role.group(1))));
        }
        if (target.startsWith("label=") || target.startsWith("placeholder=")) {
            return kinds("fields", outline(FIELDS)) + unlabelled();
        }
        return target.startsWith("text=") ? kinds("headings", outline(Set.of("heading"))) : "";
    }

    /** As an author may name them instead. */
    private String unlabelled() {
        Object names =
                frame.locator("input:visible, textarea:visible, select:visible").evaluateAll(UNLABELLED);
        List<String> named = names instanceof List<?> list
                ? list.stream().map(String::valueOf).distinct().toList()
                : List.of();
        return named.isEmpty() ? "" : ", and these fields without a label: " + quoted(named);
    }

    private static String kinds(String plural, List<String> names) {
        List<String> named =
                names.stream().filter(name -> !name.isBlank()).distinct().toList();
        return named.isEmpty() ? ", and has no " + plural : ", and has these %s: %s".formatted(plural, quoted(named));
    }

    private List<String> outline(Set<String> roles) {
        Set<String> names = new LinkedHashSet<>();
        try {
            Matcher line = OUTLINE.matcher(
                    frame.locator("body").ariaSnapshot(new Locator.AriaSnapshotOptions().setTimeout(PATIENCE)));
            while (line.find()) {
                if (roles.contains(line.group(1))) {
                    names.add(line.group(2));
                }
            }
        } catch (PlaywrightException hidden) {
            return List.of();
        }
        return new ArrayList<>(names);
    }

    private static List<String> shown(List<String> names) {
        return names.size() <= SHOWN ? names : names.subList(0, SHOWN);
    }

    private static String quoted(List<String> names) {
        String list = shown(names).stream().map(name -> "'" + name + "'").collect(Collectors.joining(", "));
        return names.size() <= SHOWN ? list : list + " and %d more".formatted(names.size() - SHOWN);
    }
}
