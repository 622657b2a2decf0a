package dev.outrider.run;

import dev.outrider.script.SecretRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Finds secrets where they are used: in the environment of this process, or in the owner's folder. Reads them anew each time. */
final class Secrets {
    private static final int LARGEST = 64 * 1024;

    private final Optional<Path> folder;
    private final UnaryOperator<@Nullable String> environment;

    /**
     * Looks in these places.
     *
     * @param folder with a folder for each owner
     * @param environment a variable's value, null when it is not set
     */
    Secrets(Optional<Path> folder, UnaryOperator<@Nullable String> environment) {
        this.folder = folder;
        this.environment = environment;
    }

    /** What was found. */
    sealed interface Secret {
        record Found(String value) implements Secret {}

        /** A sentence that says what to do. */
        record NotFound(String reason) implements Secret {}
    }

    /**
     * Looks it up.
     *
     * @param what it is, up to its reference: {@code the secret canary_password is}
     */
    Secret resolve(String what, String owner, SecretRef reference) {
        return switch (reference) {
            case SecretRef.Env(String variable) -> fromEnvironment(what, variable);
            case SecretRef.File(String file) -> fromFile(what, owner, file);
        };
    }

    private Secret fromEnvironment(String what, String variable) {
        String value = environment.apply(variable);
        if (value == null || value.isEmpty()) {
            return new Secret.NotFound(
                    "%s env:%s, and this process has no variable of that name; set it and start again"
                            .formatted(what, variable));
        }
        return new Secret.Found(value);
    }

    private Secret fromFile(String kept, String owner, String file) {
        String what = kept + " file:" + file;
        if (folder.isEmpty()) {
            return new Secret.NotFound(what + ", and this process was given no folder of secrets");
        }
        Path root = folder.get().resolve(owner).normalize();
        Path path = root.resolve(file).normalize();
        if (!root.startsWith(folder.get().normalize()) || !path.startsWith(root)) {
            return new Secret.NotFound(what + ", which is outside of the folder of " + owner);
        }
        try {
            if (Files.size(path) > LARGEST) {
                return new Secret.NotFound(what + ", and " + path + " is larger than 64 KiB");
            }
            String text = Files.readString(path).stripTrailing();
            return text.isEmpty() ? new Secret.NotFound(what + ", and " + path + " is empty") : new Secret.Found(text);
        } catch (NoSuchFileException missing) {
            return new Secret.NotFound(what + ", and there is no " + path + "; put the value there");
        } catch (IOException unreadable) {
            return new Secret.NotFound(what + ", and " + path + " cannot be read: " + unreadable.getMessage());
        }
    }
}
