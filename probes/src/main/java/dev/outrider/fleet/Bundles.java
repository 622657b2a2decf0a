package dev.outrider.fleet;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.outrider.script.Compiled;
import dev.outrider.script.Compiler;
import dev.outrider.script.Environment;
import dev.outrider.script.Sources;
import dev.outrider.script.Usage;
import dev.outrider.source.Place;
import dev.outrider.source.Position;
import dev.outrider.source.Problem;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Packs what a journey is made of, so that it means the same wherever it is compiled again. */
public final class Bundles {
    private Bundles() {}

    /**
     * One journey in the environment it was compiled for. Its environment's file is reduced to what the script reads, so
     * that an edit of anything else is no new version; secrets travel as references only.
     *
     * @param sources those it was compiled from
     * @param script path of its file in them
     * @param ready what came of it
     */
    public static Bundle pack(Sources sources, String script, Compiled.Ready ready, String journey) {
        Map<String, String> files = new TreeMap<>();
        for (String path : ready.files()) {
            files.put(path, sources.text(path).orElseThrow());
        }
        String environment = ready.environment().name();
        files.put(
                environmentFile(environment),
                Usage.of(ready.journeys()).reduce(ready.environment()).toYaml());
        return new Bundle(digest(journey, environment, script, files), journey, environment, script, files);
    }

    /** What {@link #pack} packed; a bundle that is not what its digest says is rejected. */
    public static Compiled compile(Bundle bundle) {
        if (!isSound(bundle)) {
            return rejected(bundle, "this bundle is not the one that its digest names");
        }
        Compiled compiled =
                Compiler.compile(new Sources(bundle.files()), bundle.script(), Optional.of(bundle.environment()));
        return switch (compiled) {
            case Compiled.Ready ready
            when ready.journey(bundle.journey()).isEmpty() ->
                rejected(bundle, "this bundle has no journey '" + bundle.journey() + "'");
            case Compiled.Ready ready -> ready;
            case Compiled.Rejected rejected -> rejected;
        };
    }

    /**
     * What of a bundle says which journey it is, whatever the values of its environment are.
     *
     * @param text SHA-256 over all but the environment
     */
    public record Likeness(String text, Environment.Shape shape) {}

    /** Those that have the same one compile to the same journey. */
    public static Likeness likeness(Bundle bundle, Environment environment) {
        Map<String, String> files = new TreeMap<>(bundle.files());
        files.remove(environmentFile(bundle.environment()));
        return new Likeness(digest(bundle.journey(), "", bundle.script(), files), environment.shape());
    }

    /** The values that a bundle brings; empty when they cannot be read, or the bundle is not what its digest says. */
    public static Optional<Environment> environment(Bundle bundle) {
        String file = environmentFile(bundle.environment());
        if (!isSound(bundle) || !bundle.files().containsKey(file)) {
            return Optional.empty();
        }
        return switch (Compiler.compile(new Sources(bundle.files()), file, Optional.empty())) {
            case Compiled.Ready ready -> Optional.of(ready.environment());
            case Compiled.Rejected rejected -> Optional.empty();
        };
    }

    private static boolean isSound(Bundle bundle) {
        return digest(bundle.journey(), bundle.environment(), bundle.script(), bundle.files())
                .equals(bundle.digest());
    }

    private static String environmentFile(String environment) {
        return "environments/" + environment + ".yaml";
    }

    private static Compiled.Rejected rejected(Bundle bundle, String message) {
        return new Compiled.Rejected(List.of(Problem.error(new Place(bundle.script(), Position.START, 1), message)));
    }

    /** SHA-256 over every text with its length before it, files in the order of their paths. */
    private static String digest(String journey, String environment, String script, Map<String, String> files) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            for (String text : List.of("outrider-bundle-1", journey, environment, script)) {
                write(out, text);
            }
            for (Map.Entry<String, String> file : new TreeMap<>(files).entrySet()) {
                write(out, file.getKey());
                write(out, file.getValue());
            }
        } catch (IOException memoryNeverFails) {
            throw new UncheckedIOException(memoryNeverFails);
        }
        return HexFormat.of().formatHex(sha256().digest(bytes.toByteArray()));
    }

    private static void write(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
