package dev.outrider.browser;

import com.microsoft.playwright.Frame;
import com.microsoft.playwright.Locator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds what an author names: by role, label, text, test id or placeholder, as customers see it, or by CSS. */
final class Targets {
    private static final Pattern NAMED = Pattern.compile("(label|text|testid|placeholder)=(.*)", Pattern.DOTALL);

    private Targets() {}

    /**
     * Everything in the frame that the target names.
     *
     * @param exact whether a label, text or placeholder is the whole of it, in the same letters, and not a part
     */
    static Locator all(Frame frame, String target, boolean exact) {
        Matcher named = NAMED.matcher(target.strip());
        if (!named.matches()) {
            return frame.locator(target.strip());
        }
        String value = unquoted(named.group(2).strip());
        boolean whole = exact || !value.equals(named.group(2).strip());
        return switch (named.group(1)) {
            case "label" -> frame.getByLabel(value, new Frame.GetByLabelOptions().setExact(whole));
            case "text" -> frame.getByText(value, new Frame.GetByTextOptions().setExact(whole));
            case "placeholder" -> frame.getByPlaceholder(value, new Frame.GetByPlaceholderOptions().setExact(whole));
            default -> frame.getByTestId(value);
        };
    }

    /** Those that can be seen: menus for other screens lie hidden in many pages. */
    static Locator visible(Frame frame, String target, boolean exact) {
        return all(frame, target, exact).filter(new Locator.FilterOptions().setVisible(true));
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }
}
