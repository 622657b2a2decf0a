package dev.outrider.desk.draft;

import java.util.Locale;
import java.util.Set;

/**
 * Where in a request a value stands.
 *
 * @param name of the field, the parameter, the header, or of the path's segment before it
 */
record Site(Kind kind, String name) {
    /** The parts of a request. */
    enum Kind {
        PATH("the path"),
        QUERY("the query"),
        FIELD("the field"),
        JSON("the JSON"),
        HEADER("the header");

        private final String word;

        Kind(String word) {
            this.word = word;
        }
    }

    private static final Set<String> THINGS = Set.of(
            "product",
            "cart",
            "basket",
            "order",
            "item",
            "variant",
            "customer",
            "user",
            "address",
            "payment",
            "sku",
            "quote",
            "checkout",
            "session",
            "line",
            "price",
            "category");

    /** Whether what stands here names a thing: then even a short number is one that somebody gave it. */
    boolean isId() {
        String small = name.toLowerCase(Locale.ROOT);
        return kind == Kind.PATH || isIdName(name) || THINGS.contains(small);
    }

    /** Whether a person has such a number: of a telephone, a house, a place. */
    boolean isPersonal(String value) {
        return value.matches("[+0-9 ()/.-]+")
                && name.toLowerCase(Locale.ROOT).matches(".*(phone|tel|mobile|fax|zip|post|plz|birth|vat|house).*");
    }

    static boolean isIdName(String name) {
        String small = name.toLowerCase(Locale.ROOT);
        return small.equals("id")
                || name.endsWith("Id")
                || name.endsWith("ID")
                || small.endsWith("_id")
                || small.endsWith("-id")
                || small.equals("uuid")
                || small.equals("key")
                || small.equals("token")
                || small.equals("reference")
                || small.equals("number");
    }

    /** The name without what every id has. */
    String stem() {
        return name.replaceAll("(?i)[-_]?(id|uuid|token|key|number)$", "").toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        // It stands in comments and on terminals, and a recording may hold anything.
        String plain = name.replaceAll("[\\p{Cntrl}\\p{Cs}\uFFFD]", "?");
        return kind == Kind.PATH ? "the path after '" + plain + "'" : kind.word + " '" + plain + "'";
    }
}
