package dev.outrider.run.http;

import dev.outrider.result.Outcome.Trouble;

/**
 * Something of ours is in the way of asking at all: never a finding about the target. It is thrown so that no protocol
 * can forget it.
 */
public final class Prevented extends RuntimeException {
    private final Trouble trouble;

    public Prevented(Trouble trouble, String detail) {
        super(detail);
        this.trouble = trouble;
    }

    public Trouble trouble() {
        return trouble;
    }

    public String detail() {
        return String.valueOf(getMessage());
    }
}
