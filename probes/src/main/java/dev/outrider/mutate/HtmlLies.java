package dev.outrider.mutate;

import dev.outrider.mutate.Lie.Kind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;

/** Lies about what a page shows: its lists, prices, names of things, and the fields of its forms. */
final class HtmlLies {
    private static final Pattern PRICE =
            Pattern.compile("((?:[€$£]|EUR|USD|GBP)\\s?)\\d[\\d.,]*|\\d[\\d.,]*(\\s?(?:[€$£]|EUR|USD|GBP))");
    private static final Pattern WORD = Pattern.compile("(?<![\\w-])[\\w-]{5,80}(?![\\w-])");
    private static final String CONTROLS = "input[name], select[name], textarea[name], button[name]";

    private final Truth truth;
    private final Elsewhere elsewhere;
    private final int seed;
    private final List<Lie> lies = new ArrayList<>();

    private HtmlLies(Truth truth, Elsewhere elsewhere, int seed) {
        this.truth = truth;
        this.elsewhere = elsewhere;
        this.seed = seed;
    }

    static List<Lie> of(Truth truth, Elsewhere elsewhere, int seed) {
        return truth.isHtml() ? new HtmlLies(truth, elsewhere, seed).lies() : List.of();
    }

    /** What the page is about, without what stands around it on every page. */
    static Element content(Document page) {
        Element main = page.selectFirst("main");
        return main == null ? page.body() : main;
    }

    private List<Lie> lies() {
        Element content = content(truth.page());
        for (Element list : content.select("ul, ol, tbody, select, dl")) {
            if (list.childrenSize() > 0) {
                add(list, Kind.EMPTY_LIST, Css.of(list) + " is empty", Element::empty);
            }
        }
        if (PRICE.matcher(content.text()).find()) {
            add(content, Kind.PRICE_ZERO, "every price on the page is 0", HtmlLies::worthless);
        }
        for (String id : ids(content)) {
            add(content, Kind.OTHER_ID, id + " is another everywhere on the page", all -> rename(all, id));
        }
        for (Element control : content.select(CONTROLS)) {
            add(control, Kind.MISSING, Css.of(control) + " is missing", Element::remove);
        }
        return lies;
    }

    /** The names of things that can be seen and that the customer knows from elsewhere. */
    private Set<String> ids(Element content) {
        Set<String> found = new LinkedHashSet<>();
        Matcher words = WORD.matcher(content.text());
        while (words.find()) {
            if (Ids.isId(words.group()) && elsewhere.asksFor(truth, words.group())) {
                found.add(words.group());
            }
        }
        return found;
    }

    private void rename(Element content, String id) {
        String other = Ids.other(id, seed).toString();
        eachText(content, node -> node.text(node.getWholeText().replace(id, other)));
        for (Element link : content.select("[href], [action], [value]")) {
            for (Attribute attribute : link.attributes()) {
                attribute.setValue(attribute.getValue().replace(id, other));
            }
        }
    }

    private static void worthless(Element content) {
        eachText(
                content,
                node -> node.text(PRICE.matcher(node.getWholeText()).replaceAll(price -> {
                    String before = price.group(1) == null ? "" : price.group(1);
                    String after = price.group(2) == null ? "" : price.group(2);
                    return Matcher.quoteReplacement(before + "0.00" + after);
                })));
    }

    private static void eachText(Element content, Consumer<TextNode> change) {
        content.getAllElements().forEach(element -> element.textNodes().forEach(change));
    }

    /** Changes the element in a copy of its page. */
    private void add(Element element, Kind kind, String text, Consumer<Element> change) {
        Document page = truth.page();
        Element same = page.selectFirst(element.cssSelector());
        if (same != null) {
            change.accept(same);
            lies.add(Lie.of(truth, truth.last(), kind, text, truth.saying(page.outerHtml())));
        }
    }
}
