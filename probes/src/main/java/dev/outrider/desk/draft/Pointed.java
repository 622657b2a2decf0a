package dev.outrider.desk.draft;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.select.Selector;

/** Writes a CSS selector for an element as a person would: short, by names that stay. */
final class Pointed {
    private static final List<String> MARKS = List.of("data-testid", "data-test", "data-test-id", "data-cy", "data-qa");
    private static final int WORDS = 30;

    private Pointed() {}

    /**
     * The shortest that leads to the element, or to one from which the same is read.
     *
     * @param value which must not stand in the selector: it is another one tomorrow
     */
    static Optional<String> at(Document page, Element element, String value, Function<Element, String> read) {
        String wanted = read.apply(element);
        return candidates(element).stream()
                .filter(css -> !css.contains(value))
                .filter(css -> leads(page, css, wanted, read))
                .findFirst()
                .or(() -> position(page, element, value, wanted, read));
    }

    /** The shortest that leads to this element and no other, by names alone. */
    static Optional<String> named(Document page, Element element) {
        return candidates(element).stream()
                .filter(css -> leads(page, css, element.cssSelector(), Element::cssSelector))
                .findFirst();
    }

    private static Set<String> candidates(Element element) {
        Set<String> candidates = new LinkedHashSet<>(names(element));
        for (Element above = element.parent();
                above != null && !above.tagName().equals("body");
                above = above.parent()) {
            for (String outer : names(above)) {
                names(element).forEach(inner -> candidates.add(outer + " " + inner));
            }
        }
        return candidates;
    }

    private static Optional<String> position(
            Document page, Element element, String value, String wanted, Function<Element, String> read) {
        String css = element.cssSelector();
        return css.contains(value) || css.length() > 300 || !leads(page, css, wanted, read)
                ? Optional.empty()
                : Optional.of(css);
    }

    private static boolean leads(Document page, String css, String wanted, Function<Element, String> read) {
        try {
            Element first = page.selectFirst(css);
            return first != null && read.apply(first).equals(wanted);
        } catch (Selector.SelectorParseException | IllegalArgumentException notACss) {
            return false;
        }
    }

    /** What an element is called, the surest first. */
    private static List<String> names(Element element) {
        List<String> names = new ArrayList<>();
        String tag = element.tagName();
        if (isSteady(element.id())) {
            names.add(tag + "#" + element.id());
        }
        MARKS.stream()
                .filter(mark -> isSteady(element.attr(mark)))
                .forEach(mark -> names.add("[" + mark + "=" + element.attr(mark) + "]"));
        for (String attribute : List.of("name", "property", "rel", "itemprop")) {
            String text = element.attr(attribute);
            if (!text.isEmpty() && !Looks.isDynamic(text) && !text.contains("\"")) {
                names.add(tag + "[" + attribute + "=" + (isSteady(text) ? text : "\"" + text + "\"") + "]");
            }
        }
        element.classNames().stream().filter(Pointed::isSteady).forEach(name -> names.add(tag + "." + name));
        String action = element.attr("action");
        if (!action.isEmpty() && !action.contains("\"") && !hasDynamicPart(action)) {
            names.add(tag + "[action=\"" + action + "\"]");
        }
        written(element).ifPresent(text -> names.add(tag + ":contains(" + text + ")"));
        if (tag.equals("form") || tag.equals("main") || tag.equals("h1") || tag.equals("time")) {
            names.add(tag);
        }
        return names;
    }

    private static Optional<String> written(Element element) {
        String text = element.ownText();
        return (element.tagName().equals("a") || element.tagName().equals("button"))
                        && text.length() <= WORDS
                        && text.matches("\\p{L}[\\p{L} ]+")
                ? Optional.of(text)
                : Optional.empty();
    }

    private static boolean hasDynamicPart(String link) {
        for (String part : link.split("[/?&=]", -1)) {
            if (Looks.isDynamic(part)) {
                return true;
            }
        }
        return false;
    }

    /** Names that a build tool draws anew are no names. */
    private static boolean isSteady(String name) {
        return name.matches("[A-Za-z_][A-Za-z0-9_-]*") && !Looks.isDynamic(name);
    }
}
