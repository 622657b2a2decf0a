package dev.outrider.desk.draft;

import dev.outrider.script.Reserved;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Gives captures and values the names that an author would give them, each once. */
final class Naming {
    private final Set<String> given = new HashSet<>(Reserved.TAKEN);

    /** A name for what stands there. */
    String of(Site site) {
        String bare = site.name().replaceFirst("(?i)^x-", "");
        String name = switch (site.kind()) {
            case PATH -> singular(identifier(bare));
            case HEADER -> bare.equalsIgnoreCase("authorization") ? "accessToken" : identifier(bare);
            case QUERY, FIELD, JSON -> identifier(bare);
        };
        return free(name.isEmpty() ? "value" : name);
    }

    /** This one, or one that begins so. */
    String free(String wish) {
        String name = Cel.isReserved(wish) || Reserved.TAKEN.contains(wish) ? wish + "Value" : wish;
        String free = name;
        for (int i = 2; !given.add(free); i++) {
            free = name + i;
        }
        return free;
    }

    /** {@code X-CSRF-Token} as {@code csrfToken}, {@code address[zip]} as {@code addressZip}. */
    static String identifier(String name) {
        StringBuilder identifier = new StringBuilder();
        for (String word : name.split("[^A-Za-z0-9]+", -1)) {
            if (word.isEmpty()) {
                continue;
            }
            String small = word.equals(word.toUpperCase(Locale.ROOT)) ? word.toLowerCase(Locale.ROOT) : word;
            identifier.append(
                    identifier.isEmpty()
                            ? Character.toLowerCase(small.charAt(0)) + small.substring(1)
                            : Character.toUpperCase(small.charAt(0)) + small.substring(1));
        }
        String made = identifier.toString();
        return made.isEmpty() || Character.isLetter(made.charAt(0)) ? made : "v" + made;
    }

    static String singular(String noun) {
        if (noun.endsWith("ies") && noun.length() > 4) {
            return noun.substring(0, noun.length() - 3) + "y";
        }
        return noun.endsWith("s") && !noun.endsWith("ss") && noun.length() > 3
                ? noun.substring(0, noun.length() - 1)
                : noun;
    }
}
