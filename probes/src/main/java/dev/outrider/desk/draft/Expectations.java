package dev.outrider.desk.draft;

import dev.outrider.desk.recording.Exchange.Answer;
import dev.outrider.expr.Names;
import dev.outrider.expr.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** What is expected of a step: its status, where it led, and a piece of what was there that will be there again. */
final class Expectations {
    private static final int LONGEST = 60;
    private static final List<String> SIGNS = List.of("success", "ok", "valid", "authenticated", "loggedIn");

    private Expectations() {}

    static List<String> of(Visit visit) {
        List<String> expectations = new ArrayList<>();
        Optional<Answer> answer = visit.answer();
        // What the browser had in its cache, a new customer is sent.
        int status = answer.map(Answer::status).filter(code -> code != 304).orElse(200);
        // A redirect whose end was not recorded is followed all the same.
        boolean open = answer.map(Answer::isRedirect).orElse(false);
        expectations.add(open ? "status < 400" : "status == " + status);
        where(visit).ifPresent(expectations::add);
        answer.flatMap(Expectations::content).ifPresent(expectations::add);
        return expectations;
    }

    private static Optional<String> where(Visit visit) {
        String path = visit.url().path();
        boolean plain = visit.isRedirected() && !visit.url().target().contains("?") && path.length() > 1;
        for (String segment : path.split("/", -1)) {
            plain &= !Looks.isDynamic(segment) && !segment.matches("\\d+");
        }
        return plain ? Optional.of("url.endsWith(" + Cel.text(path) + ")") : Optional.empty();
    }

    private static Optional<String> content(Answer answer) {
        if (answer.isPage() && !answer.body().isEmpty()) {
            return page(Jsoup.parse(answer.body()));
        }
        if (answer.isJson() && !answer.body().isBlank()) {
            try {
                return json(Values.json(answer.body()));
            } catch (Names.NotAvailable notJson) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static Optional<String> page(Document page) {
        return same(page, "h1").or(() -> form(page)).or(() -> same(page, "title"));
    }

    /** The first one's text, when people wrote it: no number, no name of a visitor. */
    private static Optional<String> same(Document page, String css) {
        Element first = page.selectFirst(css);
        return Optional.ofNullable(first)
                .map(Element::text)
                .filter(text -> !text.isBlank()
                        && text.length() <= LONGEST
                        && text.chars().noneMatch(Character::isDigit))
                .map(text -> "html.text('%s') == %s".formatted(css, Cel.text(text)));
    }

    private static Optional<String> form(Document page) {
        return page.select("form[id]").stream()
                .map(Element::id)
                .filter(id -> id.matches("[A-Za-z][A-Za-z_-]*"))
                .findFirst()
                .map(id -> "html.count('form#" + id + "') > 0");
    }

    private static Optional<String> json(Object tree) {
        if (tree instanceof List<?> list) {
            return list.isEmpty() ? Optional.empty() : Optional.of("json.size() > 0");
        }
        if (!(tree instanceof Map<?, ?> map)) {
            return Optional.empty();
        }
        for (String sign : SIGNS) {
            if (Boolean.TRUE.equals(map.get(sign))) {
                return Optional.of("json." + sign);
            }
        }
        return present(map, List.of());
    }

    /** That the first field is there, the nearest to the top; of a list that was not empty, that it is not. */
    private static Optional<String> present(Map<?, ?> map, List<Object> path) {
        Optional<String> deeper = Optional.empty();
        for (Map.Entry<?, ?> member : map.entrySet()) {
            List<Object> here = new ArrayList<>(path);
            here.add(member.getKey());
            switch (member.getValue()) {
                case List<?> list
                when !list.isEmpty() -> {
                    return Optional.of(Cel.path("json", here) + ".size() > 0");
                }
                case List<?> empty -> {}
                case Map<?, ?> inner -> deeper = deeper.isPresent() || path.size() > 3 ? deeper : present(inner, here);
                default -> {
                    if (!member.getValue().equals(Values.NULL) && isField(member.getKey())) {
                        return Optional.of("has(" + Cel.path("json", here) + ")");
                    }
                }
            }
        }
        return deeper;
    }

    private static boolean isField(Object name) {
        return name instanceof String text && text.matches("[A-Za-z_]\\w*") && !Cel.isReserved(text);
    }
}
