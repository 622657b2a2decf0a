package dev.outrider.desk.draft;

import dev.outrider.desk.recording.Exchange;
import dev.outrider.desk.recording.Exchange.Answer;
import dev.outrider.expr.Names;
import dev.outrider.expr.Values;
import dev.outrider.run.http.Url;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Finds in what a step saw where a later value came from, and how a capture reads it. */
final class Finder {
    private final Visit visit;
    private final Answer answer;
    private final Optional<List<Leaf>> leaves;
    private final Optional<PageFinder> page;

    private Finder(Visit visit, Answer answer) {
        this.visit = visit;
        this.answer = answer;
        this.leaves = answer.isJson() || answer.body().stripLeading().startsWith("{")
                ? leaves(answer.body())
                : Optional.empty();
        this.page = answer.isPage()
                ? Optional.of(new PageFinder(answer.body(), visit.url().toString()))
                : Optional.empty();
    }

    /** Nothing when no answer was recorded. */
    static Optional<Finder> of(Visit visit) {
        return visit.answer().map(answer -> new Finder(visit, answer));
    }

    private static Optional<List<Leaf>> leaves(String body) {
        try {
            return Optional.of(Leaf.all(Values.json(body)));
        } catch (Names.NotAvailable notJson) {
            return Optional.empty();
        }
    }

    Optional<PageFinder> page() {
        return page;
    }

    /** By a field of JSON, an element of the page, a header, a cookie or where redirects led. */
    Optional<String> find(String value, Site site) {
        return leaves.flatMap(all -> JsonFinder.find(all, value, site, visit))
                .or(() -> page.flatMap(each -> each.find(value, site)))
                .or(() -> redirect(value))
                .or(() -> header(value))
                .or(() -> cookie(value));
    }

    /** By what stands before and after it in the text: for scripts within a page, and what is no page at all. */
    Optional<String> findInText(String value) {
        return leaves.isPresent() ? Optional.empty() : TextFinder.find(answer.body(), value);
    }

    private Optional<String> redirect(String value) {
        if (!visit.isRedirected()) {
            return Optional.empty();
        }
        Optional<String> last = part("url", visit.url(), value);
        for (int hop = visit.hops().size() - 2; last.isEmpty() && hop > 0; hop--) {
            last = part(
                    "redirects[" + hop + "]", visit.hops().get(hop).request().url(), value);
        }
        return last;
    }

    /** A segment of a URL's path, or a parameter of its query. */
    static Optional<String> part(String expression, Url url, String value) {
        String[] parts = url.toString().split("[?#]", 2)[0].split("/", -1);
        for (int i = 3; i < parts.length; i++) {
            if (Sent.decoded(parts[i]).equals(value)) {
                return Optional.of("%s.split('/')[%d]".formatted(withoutQuery(expression, url), i));
            }
        }
        for (Map.Entry<String, String> parameter : Sent.query(url)) {
            if (parameter.getValue().equals(value)) {
                return Optional.of(Cel.path("url(" + expression + ").query", List.of(parameter.getKey())));
            }
        }
        return Optional.empty();
    }

    private static String withoutQuery(String expression, Url url) {
        return url.target().contains("?") ? expression + ".split('?')[0]" : expression;
    }

    private Optional<String> header(String value) {
        for (Map.Entry<String, String> header : answer.headers().joined().entrySet()) {
            if (header.getValue().equals(value) && !header.getKey().equals("set-cookie")) {
                return Optional.of(Cel.path("headers", List.of(header.getKey())));
            }
            if (header.getValue().equals("Bearer " + value)) {
                return Optional.of(Cel.path("headers", List.of(header.getKey())) + ".split(' ')[1]");
            }
        }
        return answer.headers().first("location").flatMap(location -> {
            try {
                return part("location", visit.url().resolve(location), value);
            } catch (IllegalArgumentException nowhere) {
                return Optional.empty();
            }
        });
    }

    /** A page's script may send a cookie's value back in a header or a field. */
    private Optional<String> cookie(String value) {
        List<String> lines = new ArrayList<>();
        for (Exchange hop : visit.hops()) {
            hop.answer().ifPresent(each -> lines.addAll(each.headers().all("set-cookie")));
        }
        return lines.stream()
                .map(line -> line.split(";", 2)[0].strip())
                .filter(pair -> pair.endsWith("=" + value))
                .map(pair -> pair.substring(0, pair.length() - value.length() - 1))
                .filter(name ->
                        !name.isEmpty() && !name.toLowerCase(Locale.ROOT).contains("="))
                .map(name -> Cel.path("cookies", List.of(name)))
                .findFirst();
    }
}
