package dev.outrider.expr;

/** An answer has not what a function needs. */
final class Unfit extends RuntimeException {
    Unfit(String reason) {
        super(reason, null, false, false);
    }
}
