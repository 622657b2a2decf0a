package dev.outrider.run.http;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a server says of a cookie behind its value (RFC 6265, 5.2); of what is said twice the last that can be read counts. */
record CookieAttributes(Map<String, String> values) {
    static CookieAttributes of(List<String> parts) {
        Map<String, String> values = new HashMap<>();
        for (String part : parts) {
            int equals = part.indexOf('=');
            String name =
                    (equals < 0 ? part : part.substring(0, equals)).strip().toLowerCase(Locale.ROOT);
            String value = equals < 0 ? "" : part.substring(equals + 1).strip();
            if (isReadable(name, value)) {
                values.put(name, value);
            }
        }
        return new CookieAttributes(values);
    }

    private static boolean isReadable(String name, String value) {
        return switch (name) {
            case "max-age" -> value.matches("-?[0-9]+");
            case "expires" -> CookieDate.parse(value).isPresent();
            case "domain" -> !value.isEmpty();
            default -> true;
        };
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    /** Empty where it is not said. */
    String value(String name) {
        return values.getOrDefault(name, "");
    }

    /** As it is to be written; empty where nothing is said that browsers know. */
    String sameSite() {
        return switch (value("samesite").toLowerCase(Locale.ROOT)) {
            case "strict" -> "Strict";
            case "lax" -> "Lax";
            case "none" -> "None";
            default -> "";
        };
    }
}
