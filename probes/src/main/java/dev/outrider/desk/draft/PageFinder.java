package dev.outrider.desk.draft;

import dev.outrider.run.http.Url;
import java.util.List;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** Finds a value on a page: in a hidden field, a meta element, what is written, a link, a data attribute. */
final class PageFinder {
    private static final List<String> LINKS = List.of("href", "action", "formaction", "src");

    private final String html;
    private final String url;
    private final Document page;

    PageFinder(String html, String url) {
        this.html = html;
        this.url = url;
        this.page = Jsoup.parse(html, url);
    }

    String html() {
        return html;
    }

    String url() {
        return url;
    }

    Document document() {
        return page;
    }

    Optional<String> find(String value, Site site) {
        return field(value, site)
                .or(() -> attribute("meta[content]", "content", value))
                .or(() -> written(value))
                .or(() -> data(value))
                .or(() -> link(value));
    }

    /** Whether the page holds a field of this name with this value that no customer types. */
    boolean hides(String name, String value) {
        return page.select("input[type=hidden]").stream()
                .anyMatch(input ->
                        input.attr("name").equals(name) && input.attr("value").equals(value));
    }

    /** Whether the field of this name shows dots for what is typed. */
    boolean isPassword(String name) {
        return page.select("input[type=password]").stream()
                .anyMatch(input -> input.attr("name").equals(name));
    }

    /** First a field of the same name, then any. */
    private Optional<String> field(String value, Site site) {
        List<Element> fields = page.select("input[value], button[value], option[value]").stream()
                .filter(each -> each.attr("value").equals(value))
                .toList();
        return fields.stream()
                .filter(each -> each.attr("name").equals(site.name()))
                .findFirst()
                .or(() -> fields.stream().findFirst())
                .flatMap(each -> Pointed.at(page, each, value, found -> found.attr("value")))
                .map(css -> "html.attr(%s, 'value')".formatted(Cel.text(css)));
    }

    private Optional<String> attribute(String css, String name, String value) {
        return page.select(css).stream()
                .filter(each -> each.attr(name).equals(value))
                .findFirst()
                .flatMap(each -> Pointed.at(page, each, value, found -> found.attr(name)))
                .map(selector -> "html.attr(%s, %s)".formatted(Cel.text(selector), Cel.text(name)));
    }

    private Optional<String> written(String value) {
        return page.getAllElements().stream()
                .filter(each -> each.childrenSize() == 0 && each.text().equals(value))
                .findFirst()
                .flatMap(each -> Pointed.at(page, each, value, Element::text))
                .map(css -> "html.text(%s)".formatted(Cel.text(css)));
    }

    private Optional<String> data(String value) {
        for (Element element : page.getAllElements()) {
            for (Attribute attribute : element.attributes()) {
                if (attribute.getValue().equals(value) && !LINKS.contains(attribute.getKey())) {
                    Optional<String> found = Pointed.at(page, element, value, each -> each.attr(attribute.getKey()))
                            .map(css -> "html.attr(%s, %s)".formatted(Cel.text(css), Cel.text(attribute.getKey())));
                    if (found.isPresent()) {
                        return found;
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** A part of where a link or a form leads. */
    private Optional<String> link(String value) {
        for (String name : LINKS) {
            for (Element element : page.select("[" + name + "]")) {
                if (!element.attr(name).contains(value)) {
                    continue;
                }
                Optional<String> found = Pointed.at(page, element, value, each -> each.absUrl(name))
                        .flatMap(css -> part(
                                "html.attr(%s, %s)".formatted(Cel.text(css), Cel.text(name)),
                                element.absUrl(name),
                                value));
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> part(String expression, String url, String value) {
        try {
            return Finder.part(expression, Url.parse(url), value);
        } catch (IllegalArgumentException noAddress) {
            return Optional.empty();
        }
    }
}
