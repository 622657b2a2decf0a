package dev.outrider.desk.draft;

import dev.outrider.desk.recording.Exchange.Payload;
import dev.outrider.desk.recording.Exchange.Request;
import dev.outrider.expr.Names;
import dev.outrider.expr.WebForm;
import dev.outrider.run.http.Url;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jsoup.nodes.Element;

/**
 * A form of a page that a customer filled in.
 *
 * @param css selects it, or the button that was pressed
 * @param entered what the customer entered, by field: all else stood in the form
 */
record Filled(String css, Map<String, List<String>> entered) {

    /** The form that was sent, when filling in one of the page makes exactly this request. */
    static Optional<Filled> of(PageFinder page, Request request) {
        List<Map.Entry<String, String>> fields = switch (request.payload()) {
            case Payload.Form form -> form.fields();
            case Payload.Parts parts -> parts.files().isEmpty() ? parts.texts() : List.of();
            case Payload.None none -> List.of();
            case Payload.Json json -> List.of();
            case Payload.Text text -> List.of();
        };
        if (request.isRead() || fields.isEmpty()) {
            return Optional.empty();
        }
        return selectors(page).stream()
                .flatMap(css -> filled(page, css, request, fields).stream())
                .findFirst();
    }

    /** Forms by their names, then the buttons in them, then forms by where they stand. */
    private static List<String> selectors(PageFinder page) {
        List<String> selectors = new ArrayList<>();
        List<Element> forms = page.document().select("form");
        forms.forEach(form -> Pointed.named(page.document(), form).ifPresent(selectors::add));
        page.document()
                .select("form button, form input[type=submit]")
                .forEach(button -> Pointed.named(page.document(), button).ifPresent(selectors::add));
        forms.forEach(form -> selectors.add(form.cssSelector()));
        return selectors;
    }

    private static Optional<Filled> filled(
            PageFinder page, String css, Request request, List<Map.Entry<String, String>> fields) {
        try {
            WebForm form = WebForm.on(page.html(), URI.create(page.url()), css);
            if (!form.method().equals(request.method())
                    || !Url.parse(form.action()).equals(request.url())) {
                return Optional.empty();
            }
            Map<String, List<String>> wanted = grouped(fields);
            Map<String, List<String>> standing = entries(form);
            Map<String, List<String>> entered = new LinkedHashMap<>();
            wanted.forEach((name, values) -> {
                if (!values.equals(standing.get(name))) {
                    entered.put(name, values);
                }
            });
            entered.forEach(form::enter);
            return entries(form).equals(wanted) ? Optional.of(new Filled(css, entered)) : Optional.empty();
        } catch (Names.NotAvailable | IllegalArgumentException notThisOne) {
            return Optional.empty();
        }
    }

    private static Map<String, List<String>> entries(WebForm form) {
        return grouped(form.entries().stream()
                .map(entry -> Map.entry(entry.name(), entry.value()))
                .toList());
    }

    private static Map<String, List<String>> grouped(List<Map.Entry<String, String>> fields) {
        return fields.stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey,
                        LinkedHashMap::new,
                        Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }
}
