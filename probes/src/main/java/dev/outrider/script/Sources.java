package dev.outrider.script;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The texts of a folder of scripts, or of a bundle: script, fragments, environments, tables, and what they send.
 *
 * @param files path, relative and with {@code /}, to text; of a file that is neither YAML nor CSV to its content in Base64
 */
public record Sources(Map<String, String> files) {
    private static final int FILES = 10_000;
    private static final int DEPTH = 16;

    public Sources {
        files = Map.copyOf(files);
    }

    /**
     * All YAML and CSV files below a folder, hidden ones excepted, and the files that they send. Bytes that are not UTF-8 become U+FFFD, which the
     * compiler refuses.
     *
     * @throws UncheckedIOException when the folder cannot be read
     */
    public static Sources of(Path folder) {
        Map<String, String> files = new TreeMap<>();
        texts(folder, "", files);
        files.putAll(Attachments.mentionedIn(files, folder));
        return new Sources(files);
    }

    /**
     * What one script can see: itself, whatever its name, and the folders of environments, fragments and data.
     *
     * @param root as {@link #rootOf} gives it
     */
    public static Sources of(Path root, Path script) {
        Map<String, String> files = new TreeMap<>();
        for (String name : List.of("environments", "fragments", "data")) {
            Path folder = root.resolve(name);
            if (Files.isDirectory(folder)) {
                texts(folder, name + "/", files);
            }
        }
        files.put(root.relativize(script).toString().replace('\\', '/'), text(script));
        files.putAll(Attachments.mentionedIn(files, root));
        return new Sources(files);
    }

    /** The folder that a script belongs to: the nearest above it that has a folder {@code environments}, else its own. */
    public static Path rootOf(Path script) {
        Path absolute = script.toAbsolutePath().normalize();
        Path own = Objects.requireNonNullElse(absolute.getParent(), absolute);
        for (Path folder = own; folder != null; folder = folder.getParent()) {
            boolean isEnvironment = folder.endsWith("environments") && folder.equals(own);
            if (!isEnvironment && Files.isDirectory(folder.resolve("environments"))) {
                return folder;
            }
        }
        return own;
    }

    private static void texts(Path folder, String prefix, Map<String, String> files) {
        for (Path file : scriptsIn(folder)) {
            files.put(prefix + folder.relativize(file).toString().replace('\\', '/'), text(file));
        }
    }

    private static List<Path> scriptsIn(Path folder) {
        try (Stream<Path> all = Files.walk(folder, DEPTH)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> isSource(file.getFileName().toString()))
                    .filter(file -> isVisible(folder.relativize(file)))
                    .limit(FILES)
                    .toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static boolean isSource(String name) {
        return name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".csv");
    }

    private static boolean isVisible(Path relative) {
        for (Path part : relative) {
            if (part.toString().startsWith(".")) {
                return false;
            }
        }
        return true;
    }

    /** At most so much as the compiler needs to see that it is too much. */
    private static String text(Path file) {
        try (var bytes = Files.newInputStream(file)) {
            return new String(bytes.readNBytes(Yaml.BYTES + 1), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public Optional<String> text(String path) {
        return Optional.ofNullable(files.get(path));
    }

    /** The files that hold a journey or checks, by their names, in the order of their paths. */
    public List<String> scripts() {
        return files.keySet().stream()
                .filter(path -> path.matches(".*\\.(journey|checks)\\.ya?ml"))
                .sorted()
                .toList();
    }

    /** The scripts, and the environments and fragments in their folders. */
    public List<String> all() {
        return files.keySet().stream()
                .filter(path -> path.matches(".*\\.(journey|checks)\\.ya?ml|(.*/)?(environments|fragments)/.*\\.ya?ml"))
                .sorted()
                .toList();
    }
}
