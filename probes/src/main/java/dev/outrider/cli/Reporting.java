package dev.outrider.cli;

import picocli.CommandLine.Option;

/** What every command that judges scripts understands: how it tells what it found. */
final class Reporting {
    /** For whom it is written. */
    enum Output {
        /** A person at a terminal. */
        TEXT,
        /** A program. */
        JSON,
        /** A CI server. */
        JUNIT
    }

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "text (default), json, or junit for CI servers.")
    private Output output = Output.TEXT;

    @Option(names = "--no-color", description = "Never use colours; NO_COLOR does the same.")
    private boolean noColour;

    Output output() {
        return output;
    }

    Paint paint() {
        return Paint.of(noColour, System.getenv());
    }
}
