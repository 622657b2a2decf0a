package dev.outrider.shop;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the shop sells. */
final class Catalogue {
    static final List<Product> PRODUCTS = List.of(
            new Product(1001, "CANARY-0001", "Canary", "The small yellow item that test customers buy.", 100),
            new Product(
                    1002, "SHOE-0042", "Trail shoes", "Light shoes for long ways, with a grip for wet stone.", 8990),
            new Product(1003, "COAT-0007", "Rain coat", "Packs into its own pocket; dry for a whole day.", 12900),
            new Product(1004, "LAMP-0003", "Head lamp", "Two hundred lumens for forty hours.", 3450),
            new Product(1005, "MAP-0011", "Map of the pass", "Printed on stone paper, one to fifty thousand.", 1490),
            new Product(1006, "FLASK-0005", "Flask", "Keeps tea hot until the summit.", 2495),
            new Product(1007, "TENT-0009", "Storm tent", "Stands where others lie down; gone within a day.", 24900),
            new Product(1008, "TENT-0010", "Summer tent", "Light, airy, and there when the other is not.", 19900));

    /** Where there is never any of it: what to offer instead. */
    private static final Map<String, String> INSTEAD = Map.of("TENT-0009", "TENT-0010");

    private Catalogue() {}

    static boolean isSoldOut(Product product) {
        return INSTEAD.containsKey(product.sku());
    }

    static Optional<String> instead(Product product) {
        return Optional.ofNullable(INSTEAD.get(product.sku()));
    }

    static Optional<Product> bySku(String sku) {
        return PRODUCTS.stream().filter(product -> product.sku().equals(sku)).findFirst();
    }

    static Optional<Product> byId(int id) {
        return PRODUCTS.stream().filter(product -> product.id() == id).findFirst();
    }

    static List<Product> search(String words) {
        return PRODUCTS.stream().filter(product -> product.matches(words)).toList();
    }
}
