package dev.outrider.run.http;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;

/** Spans of time as a person reads them. */
public final class Spans {
    private Spans() {}

    /** {@code 850 ms}, {@code 2 s}, {@code 2.25 s}: three digits that matter. */
    public static String text(Duration span) {
        BigDecimal millis = BigDecimal.valueOf(span.toNanos(), 6);
        if (millis.compareTo(BigDecimal.valueOf(1000)) >= 0) {
            return plain(millis.movePointLeft(3), 2) + " s";
        }
        return plain(millis, millis.compareTo(BigDecimal.TEN) < 0 ? 2 : 0) + " ms";
    }

    private static String plain(BigDecimal number, int digits) {
        BigDecimal rounded = number.setScale(digits, RoundingMode.HALF_UP);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }
}
