package dev.outrider.desk.draft;

import dev.outrider.expr.Values;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Finds a value among the leaves of a JSON answer. */
final class JsonFinder {
    private static final int SHORT_NUMBER = 6;
    /** Names by which a person knows an item of a list. */
    private static final Set<String> LABELS = Set.of("sku", "slug", "handle", "code", "name", "title", "key", "label");

    private JsonFinder() {}

    static Optional<String> find(List<Leaf> leaves, String value, Site site, Visit visit) {
        boolean vague = value.length() < SHORT_NUMBER;
        return leaves.stream()
                .filter(leaf -> Values.text(leaf.value()).equals(value))
                .filter(leaf -> !(leaf.value() instanceof Boolean))
                .filter(leaf -> !vague || affinity(leaf, site, visit) >= 2)
                .max(Comparator.comparingInt((Leaf leaf) -> affinity(leaf, site, visit))
                        .thenComparingInt(leaf -> -leaf.path().size()))
                .map(leaf -> expression(leaf, leaves))
                .or(() -> vague ? Optional.empty() : inLink(leaves, value));
    }

    /** How likely it is that this leaf, and not another with the same value, is what was sent. */
    private static int affinity(Leaf leaf, Site site, Visit visit) {
        int affinity = 0;
        String key = leaf.key().toLowerCase(Locale.ROOT);
        String stem = site.stem();
        if (key.equals(site.name().toLowerCase(Locale.ROOT))) {
            affinity += 3;
        }
        if (Site.isIdName(leaf.key())) {
            String owner = Naming.singular(leaf.owner().toLowerCase(Locale.ROOT));
            String path = visit.url().path().toLowerCase(Locale.ROOT);
            boolean sameThing = key.contains(stem)
                    || (!owner.isEmpty() && stem.contains(owner))
                    || path.contains(Naming.singular(stem));
            sameThing &= !stem.isEmpty();
            affinity += sameThing ? 2 : 1;
        }
        return affinity;
    }

    /** By its place; in a list by a name beside it, because the third item of today is another one tomorrow. */
    private static String expression(Leaf leaf, List<Leaf> leaves) {
        for (int i = leaf.path().size() - 2; i >= 0; i--) {
            if (leaf.path().get(i) instanceof Integer index && (index > 0 || hasMore(leaf, i, leaves))) {
                Optional<Leaf> label = label(leaf, i, leaves);
                if (label.isPresent()) {
                    return "%s.filter(i, i.%s == %s)[0]%s"
                            .formatted(
                                    Cel.path("json", leaf.path().subList(0, i)),
                                    label.get().key(),
                                    Cel.text((String) label.get().value()),
                                    Cel.path(
                                            "",
                                            leaf.path()
                                                    .subList(i + 1, leaf.path().size())));
                }
            }
        }
        return leaf.expression();
    }

    private static boolean hasMore(Leaf leaf, int at, List<Leaf> leaves) {
        List<Object> second = new ArrayList<>(leaf.path().subList(0, at));
        second.add(1);
        return leaves.stream()
                .anyMatch(each -> each.path().size() > at
                        && each.path().subList(0, at + 1).equals(second));
    }

    private static Optional<Leaf> label(Leaf leaf, int at, List<Leaf> leaves) {
        List<Object> item = leaf.path().subList(0, at + 1);
        return leaves.stream()
                .filter(each -> each.path().size() == at + 2
                        && each.path().subList(0, at + 1).equals(item))
                .filter(each -> each.value() instanceof String text
                        && LABELS.contains(each.key())
                        && !text.isEmpty()
                        && !Looks.isDynamic(text)
                        && !text.equals(leaf.value()))
                .filter(each -> leaves.stream()
                                .filter(other -> other.key().equals(each.key())
                                        && other.path().size() == each.path().size()
                                        && other.path().subList(0, at).equals(item.subList(0, at))
                                        && other.value().equals(each.value()))
                                .count()
                        == 1)
                .findFirst();
    }

    /** A link in the answer, of whose path it is a part. */
    private static Optional<String> inLink(List<Leaf> leaves, String value) {
        for (Leaf leaf : leaves) {
            if (leaf.value() instanceof String text && text.contains("/") && text.length() < 2000) {
                List<String> parts = new ArrayList<>(List.of(text.split("/", -1)));
                int at = parts.indexOf(value);
                if (at >= 0) {
                    return Optional.of(expression(leaf, leaves) + ".split('/')[" + at + "]");
                }
            }
        }
        return Optional.empty();
    }
}
