package dev.outrider.browser;

import com.microsoft.playwright.Frame;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.ScreenshotAnimations;
import com.microsoft.playwright.options.ScreenshotType;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Takes pictures of pages, with everything painted over that may hold a secret. */
final class Camera {
    /** A picture travels with its run, and is kept with it. */
    private static final int LARGEST = 200 * 1024;

    private static final List<Integer> QUALITIES = List.of(70, 40, 15);
    private static final double PATIENCE = 3000;
    private static final double ANSWER = 700;
    /** That are looked into for secrets; where a page has more, none of them is shown. */
    private static final int FRAMES = 40;

    private static final String FIELDS = "input, textarea, select";
    /** What stands in fields is no text of the page. It is read out, not looked for there: a page must not hear our secrets. */
    private static final String STANDING = """
            all => all.map(e => [e.value, e.placeholder, ...Array.from(e.selectedOptions ?? [], o => o.label)].join('\\n'))""";

    /** A shorter secret is in too many innocent texts. */
    private static final int TELLING = 4;

    private final List<Locator> hidden = new ArrayList<>();

    /** Paints this over from now on. */
    void hide(Locator filled) {
        hidden.add(filled);
    }

    /** A JPEG of at most 200 KiB; empty when the page does not let itself be pictured, or is too colourful. */
    byte[] picture(Page page, Collection<String> texts) {
        List<Locator> masks = masks(page, texts);
        for (int quality : QUALITIES) {
            byte[] picture = picture(page, masks, quality);
            if (picture.length <= LARGEST) {
                return picture;
            }
        }
        return new byte[0];
    }

    /** All that is painted over. */
    List<Locator> masks(Page page, Collection<String> texts) {
        List<Locator> masks = new ArrayList<>(hidden);
        List<Frame> frames = page.frames();
        boolean all = frames.size() <= FRAMES;
        for (Frame frame : all ? frames : List.of(page.mainFrame())) {
            masks.add(frame.locator("input[type=password]"));
            texts.stream().filter(text -> text.length() >= TELLING).forEach(text -> masks.add(frame.getByText(text)));
            all = fields(frame, texts, masks) && all;
        }
        if (!all) {
            masks.add(page.locator("iframe, frame, object, embed"));
        }
        return masks;
    }

    /** Those of a frame that show one of the texts; false when it cannot be known. */
    private static boolean fields(Frame frame, Collection<String> texts, List<Locator> masks) {
        try {
            if (!answers(frame)) {
                return false;
            }
            Locator fields = frame.locator(FIELDS);
            List<?> standing = (List<?>) fields.evaluateAll(STANDING);
            for (int i = 0; i < standing.size(); i++) {
                if (shows(String.valueOf(standing.get(i)), texts)) {
                    masks.add(fields.nth(i));
                }
            }
            return true;
        } catch (PlaywrightException gone) {
            return false;
        }
    }

    /** Also one too short to tell, where it is all that stands there. */
    private static boolean shows(String standing, Collection<String> texts) {
        return texts.stream()
                .anyMatch(text -> text.length() >= TELLING
                        ? standing.contains(text)
                        : standing.lines().anyMatch(text::equals));
    }

    private static byte[] picture(Page page, List<Locator> masks, int quality) {
        try {
            return page.screenshot(new Page.ScreenshotOptions()
                    .setType(ScreenshotType.JPEG)
                    .setQuality(quality)
                    .setMask(masks)
                    .setMaskColor("#000000")
                    .setAnimations(ScreenshotAnimations.DISABLED)
                    .setTimeout(PATIENCE));
        } catch (PlaywrightException cannot) {
            return new byte[0];
        }
    }

    /** Of a page that may be busy, or going away. */
    static String title(Page page) {
        try {
            return answers(page.mainFrame()) ? page.title() : "";
        } catch (PlaywrightException gone) {
            return "";
        }
    }

    /** Whether it can be looked at: a script that never ends keeps everybody from it. */
    static boolean answers(Frame frame) {
        try {
            frame.locator(":root")
                    .waitFor(new Locator.WaitForOptions()
                            .setState(WaitForSelectorState.ATTACHED)
                            .setTimeout(ANSWER));
            return true;
        } catch (PlaywrightException busy) {
            return false;
        }
    }
}
