package dev.outrider.cli;

/** What the command tells the shell. */
final class ExitCode {
    static final int FINE = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;
    static final int INVALID = 3;
    static final int COULD_NOT_RUN = 4;

    private ExitCode() {}
}
