package dev.outrider.script;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a secret is found when it is needed; never its value. */
public sealed interface SecretRef {
    /** A variable of the process that runs the journey. */
    record Env(String variable) implements SecretRef {}

    /** A file in the owner's directory of secrets. */
    record File(String name) implements SecretRef {}

    /** As it is written: {@code env:NAME} or {@code file:name}. */
    default String text() {
        return switch (this) {
            case Env(String variable) -> "env:" + variable;
            case File(String name) -> "file:" + name;
        };
    }

    /** Empty when it is not a reference. */
    static Optional<SecretRef> of(String text) {
        Matcher match = Syntax.REFERENCE.matcher(text);
        if (!match.matches()) {
            return Optional.empty();
        }
        return Optional.of(match.group(1) == null ? new File(match.group(2)) : new Env(match.group(1)));
    }

    /** How references are written. */
    final class Syntax {
        private static final Pattern REFERENCE =
                Pattern.compile("env:([A-Za-z_][A-Za-z0-9_]{0,127})|file:([A-Za-z0-9][A-Za-z0-9._-]{0,127})");

        private Syntax() {}
    }
}
