package dev.outrider.mutate;

import dev.outrider.expr.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.nodes.Element;

/** Expectations that an author would write about an answer; whether one catches a lie must be tried. */
final class Candidates {
    private static final Pattern NOT_ZERO = Pattern.compile("[1-9]");
    private static final int MOST = 16;

    private Candidates() {}

    /** That a value is there and of its kind; of a number that was more than 0, that it is. */
    static Optional<String> about(JsonPath path, Object json) {
        return path.first(json).flatMap(Candidates::condition).map(path::holds);
    }

    private static Optional<UnaryOperator<String>> condition(Object value) {
        return switch (value) {
            case String text -> Optional.of(name -> text.isEmpty() ? name + ".size() >= 0" : name + ".size() > 0");
            case Number number -> Optional.of(name -> name + (number.doubleValue() > 0 ? " > 0" : " >= 0"));
            case Boolean truth -> Optional.of(name -> name + " in [true, false]");
            case List<?> list -> Optional.of(name -> name + (list.isEmpty() ? ".size() >= 0" : ".size() > 0"));
            case Map<?, ?> map -> Optional.of(name -> name + ".size() > 0");
            default -> Optional.empty();
        };
    }

    /** That a value is what one of these names stands for. */
    static List<String> sameAs(JsonPath path, List<String> names) {
        return names.stream()
                .map(name -> path.holds(value -> value + " == " + name))
                .toList();
    }

    /** Whatever tells this answer from another one. */
    static List<String> of(Truth truth, Lie.Kind kind, List<String> names) {
        List<String> found = new ArrayList<>();
        if (truth.isHtml()) {
            found.addAll(page(truth, kind, names));
        } else if (truth.json().isPresent()) {
            found.addAll(json(truth.json().get(), names));
        } else if (truth.answer().text().isBlank()) {
            found.add("status == " + truth.answer().status());
        } else {
            word(truth.answer().text()).ifPresent(word -> found.add("text.contains('" + word + "')"));
        }
        return found;
    }

    private static List<String> json(Object json, List<String> names) {
        List<String> found = new ArrayList<>();
        List<JsonPath> paths = JsonPath.in(json).stream().limit(MOST).toList();
        paths.forEach(path -> about(path, json).ifPresent(found::add));
        paths.stream()
                .filter(path -> path.first(json)
                        .filter(value -> Ids.isId(path.name(), value))
                        .isPresent())
                .forEach(path -> found.addAll(sameAs(path, names)));
        return found;
    }

    private static List<String> page(Truth truth, Lie.Kind kind, List<String> names) {
        Element content = HtmlLies.content(truth.page());
        List<String> found = new ArrayList<>();
        Element heading = content.selectFirst("h1");
        if (heading != null && word(heading.text()).isPresent() && kind != Lie.Kind.TRUNCATED) {
            boolean stays = heading.text().matches("[\\p{L} ,.!?-]+");
            found.add(stays ? "html.text('h1') == '" + heading.text() + "'" : "html.count('h1') > 0");
        }
        List<Element> elements = new ArrayList<>(
                content.select("form, [role=status], ul, ol, table, [class], input[name], select[name], h2, button"));
        (kind == Lie.Kind.TRUNCATED ? elements.reversed() : elements)
                .stream()
                        .limit(MOST)
                        .map(Css::of)
                        .distinct()
                        .forEach(css -> found.add("html.count('" + css + "') > 0"));
        Element end = truth.page().selectFirst("footer");
        if (end != null) {
            found.add("html.count('" + Css.of(end) + "') > 0");
        }
        names.forEach(
                name -> found.add("html.text('" + (heading == null ? "body" : "h1") + "').contains(" + name + ")"));
        return found;
    }

    /** For a lie about a part of a page, about that part. */
    static List<String> part(Truth truth, Lie lie, List<String> names) {
        Element content = HtmlLies.content(truth.page());
        return switch (lie.kind()) {
            case EMPTY_LIST -> List.of("html.count('" + lie.text().replace(" is empty", "") + " > *') > 0");
            case MISSING -> there(lie.text().replace(" is missing", ""), truth);
            case PRICE_ZERO -> prices(content);
            case OTHER_ID ->
                content.getAllElements().stream()
                        .filter(element -> element.ownText().contains(lie.text().split(" ", 2)[0]))
                        .map(Css::of)
                        .distinct()
                        .flatMap(css -> names.stream().map(name -> "html.text('" + css + "').contains(" + name + ")"))
                        .toList();
            case LOGIN_PAGE, ERROR_TEXT, OTHER_ANSWER, TRUNCATED, WRONG_TYPE, SLOWER -> List.of();
        };
    }

    /** That it is there; where it has no name of its own, that all of its kind are. */
    private static List<String> there(String css, Truth truth) {
        String count = "html.count('" + css + "')";
        return List.of(count + " > 0", count + " == " + truth.page().select(css).size());
    }

    /** That a price is not 0: in an element of its own, or among other digits by its currency. */
    private static List<String> prices(Element content) {
        List<Element> shown = content.getAllElements().stream()
                .filter(element -> NOT_ZERO.matcher(element.ownText()).find())
                .limit(MOST)
                .toList();
        return Stream.of("[1-9]", "€ ?[1-9]", "[$] ?[1-9]", "£ ?[1-9]", "[1-9][0-9.,]* ?€")
                .flatMap(digits ->
                        shown.stream().map(element -> "html.text('" + Css.of(element) + "').matches('" + digits + "')"))
                .distinct()
                .toList();
    }

    /** Expectations that look at many values at once: those of one kind in one place together. */
    static List<String> aboutAll(List<JsonPath> paths, Object json) {
        Map<String, List<JsonPath>> together = new LinkedHashMap<>();
        for (JsonPath path : paths) {
            path.first(json)
                    .flatMap(Candidates::condition)
                    .ifPresent(condition -> together.computeIfAbsent(
                                    path.place() + condition.apply("x"), _ -> new ArrayList<>())
                            .add(path));
        }
        return together.values().stream().map(each -> all(each, json)).toList();
    }

    private static String all(List<JsonPath> paths, Object json) {
        JsonPath first = paths.getFirst();
        UnaryOperator<String> condition =
                first.first(json).flatMap(Candidates::condition).orElseThrow();
        if (paths.size() == 1) {
            return first.holds(condition);
        }
        return first.holds(name -> {
            String from = name.substring(0, name.length() - first.last().length());
            List<String> values = paths.stream().map(path -> from + path.last()).toList();
            return "[" + String.join(", ", values) + "].all(value, " + condition.apply("value") + ")";
        });
    }

    private static Optional<String> word(String text) {
        return Pattern.compile("[\\p{L}]{4,30}")
                .matcher(Values.text(text))
                .results()
                .map(MatchResult::group)
                .findFirst();
    }
}
