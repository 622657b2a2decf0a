package dev.outrider.shop;

import java.util.Locale;

/** How names in the code are written outside it. */
final class Words {
    private Words() {}

    /** {@code ORDER_STATUS} as {@code order-status}. */
    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
