package dev.outrider.fleet;

import java.util.Locale;

/** How an enum's value is written on the wire and in tables: {@code TOO_LARGE} is {@code too-large}. */
final class Words {
    private Words() {}

    public static String of(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
