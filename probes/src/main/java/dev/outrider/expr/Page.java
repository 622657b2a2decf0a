package dev.outrider.expr;

import java.net.URI;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.select.Elements;
import org.jsoup.select.Selector;
import org.jspecify.annotations.Nullable;

/** An HTML page, parsed as a browser would when first asked. */
final class Page {
    private static final Set<String> LINKS = Set.of("href", "src", "action", "formaction");

    private final String text;
    private final URI url;
    private @Nullable Document document;

    Page(String text, URI url) {
        this.text = text;
        this.url = url;
    }

    int length() {
        return text.length();
    }

    /** The visible text of the first element that matches; of a script, which shows nothing, what it is. */
    String text(String css) {
        Element element = first(css);
        return element.normalName().equals("script") ? element.data() : element.text();
    }

    /** An attribute of the first element that matches; a link is resolved against the page. */
    String attr(String css, String name) {
        Element element = first(css);
        if (!element.hasAttr(name)) {
            throw new Unfit("the element that matches '%s' has no attribute '%s'".formatted(css, name));
        }
        return LINKS.contains(name) ? element.absUrl(name) : element.attr(name);
    }

    WebForm form(String css) {
        Work.reads(text.length() / 4);
        return WebForm.of(document(), css);
    }

    long count(String css) {
        return select(css).size();
    }

    private Element first(String css) {
        Element element = select(css).first();
        if (element == null) {
            throw new Unfit("nothing on the page matches '" + css + "'");
        }
        return element;
    }

    private Elements select(String css) {
        Selectors.complaint(css).ifPresent(complaint -> {
            throw new Unfit(complaint);
        });
        Work.reads(text.length() / 4);
        return Selector.select(css, document());
    }

    private synchronized Document document() {
        Document parsed = document;
        if (parsed == null) {
            parsed = Jsoup.parse(text, url.toString());
            document = parsed;
        }
        return parsed;
    }
}
