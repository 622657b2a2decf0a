package dev.outrider.desk.draft;

import dev.outrider.desk.recording.Exchange.Answer;
import dev.outrider.expr.Names;
import dev.outrider.expr.Values;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/** What a customer waited for who asked the same again: a condition that the last answer meets and none before did. */
final class Awaited {
    private static final int SHORTEST = 4;

    private Awaited() {}

    static Optional<String> of(Optional<Answer> last, List<Answer> before) {
        if (last.isEmpty() || before.isEmpty()) {
            return Optional.empty();
        }
        if (last.get().isJson()) {
            return json(last.get(), before);
        }
        return last.get().isPage() ? page(last.get(), before) : Optional.empty();
    }

    private static Optional<String> json(Answer last, List<Answer> before) {
        Optional<Object> tree = tree(last);
        List<Object> earlier =
                before.stream().map(Awaited::tree).flatMap(Optional::stream).toList();
        if (tree.isEmpty() || earlier.size() != before.size()) {
            return Optional.empty();
        }
        return Leaf.all(tree.get()).stream()
                .filter(leaf -> leaf.value() instanceof Boolean
                        || (leaf.value() instanceof String text && !text.isEmpty() && !Looks.isDynamic(text)))
                .filter(leaf -> !leaf.isInList())
                .filter(leaf -> earlier.stream()
                        .noneMatch(each -> Leaf.at(each, leaf.path()).equals(Optional.of(leaf.value()))))
                .map(leaf -> leaf.expression() + " == "
                        + (leaf.value() instanceof String text ? Cel.text(text) : leaf.value()))
                .findFirst();
    }

    private static Optional<Object> tree(Answer answer) {
        try {
            return Optional.of(Values.json(answer.body()));
        } catch (Names.NotAvailable notJson) {
            return Optional.empty();
        }
    }

    private static Optional<String> page(Answer last, List<Answer> before) {
        Document page = Jsoup.parse(last.body());
        String place = page.selectFirst("main") == null ? "body" : "main";
        Set<String> known = new HashSet<>();
        before.forEach(each -> known.addAll(words(Jsoup.parse(each.body()), place)));
        return words(page, place).stream()
                .filter(word -> word.length() >= SHORTEST && word.chars().allMatch(Character::isLetter))
                .filter(word -> known.stream().noneMatch(each -> each.contains(word)))
                .findFirst()
                .map(word -> "html.text('%s').contains(%s)".formatted(place, Cel.text(word)));
    }

    private static List<String> words(Document page, String place) {
        return new ArrayList<>(Arrays.asList(page.select(place).text().split("[^\\p{L}\\p{N}-]+", -1)));
    }
}
