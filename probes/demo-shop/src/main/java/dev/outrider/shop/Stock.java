package dev.outrider.shop;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How many of each product are left; guarded by the {@link Orders} that own it. */
final class Stock {
    private final Map<Integer, Integer> left = new HashMap<>();

    Stock(int each) {
        Catalogue.PRODUCTS.forEach(product -> left.put(product.id(), Catalogue.isSoldOut(product) ? 0 : each));
    }

    int of(Product product) {
        return left.getOrDefault(product.id(), 0);
    }

    /** Takes all of it, or nothing and says which line there is too little for. */
    Optional<Line> take(List<Line> lines) {
        Optional<Line> missing = lines.stream()
                .filter(line -> of(line.product()) < line.quantity())
                .findFirst();
        if (missing.isEmpty()) {
            lines.forEach(line -> change(line, -line.quantity()));
        }
        return missing;
    }

    void giveBack(List<Line> lines) {
        lines.forEach(line -> change(line, line.quantity()));
    }

    private void change(Line line, int by) {
        left.merge(line.product().id(), by, Integer::sum);
    }
}
