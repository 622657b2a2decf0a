package dev.outrider.script;

import dev.outrider.source.Problem;
import java.util.Optional;

/** Reads a reference to a secret; a value in its place is never shown. */
final class References {
    private References() {}

    static Optional<SecretRef> read(String name, Node.Scalar value, Problems problems) {
        Optional<SecretRef> reference = SecretRef.of(value.text());
        if (reference.isEmpty()) {
            problems.accept(Problem.error(
                            value.place(),
                            "'" + name + "' must be a reference to a secret, never its value",
                            "the value is not shown here")
                    .hint("for example env:SHOP_PASSWORD or file:shop-password")
                    .mask());
        }
        return reference;
    }
}
