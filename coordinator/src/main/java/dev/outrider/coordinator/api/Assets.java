package dev.outrider.coordinator.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The files of the pages, read once from the jar into memory. They stand under one folder that is named by a digest over
 * all of them: modules import each other by plain relative paths, and everything may be cached for ever.
 */
final class Assets {
    private final Map<String, byte[]> files;
    private final String digest;

    private Assets(Map<String, byte[]> files) {
        this.files = files;
        this.digest = digest(files);
    }

    static Assets load() {
        URL root = Objects.requireNonNull(Assets.class.getResource("/web/index.html"), "the pages are not in the jar");
        try {
            URI index = root.toURI();
            if (!index.getScheme().equals("jar")) {
                return new Assets(read(Path.of(index).resolveSibling("")));
            }
            try (FileSystem jar = FileSystems.newFileSystem(index, Map.of())) {
                return new Assets(read(jar.getPath("/web")));
            }
        } catch (IOException | URISyntaxException unreadable) {
            throw new IllegalStateException("could not read the pages from " + root, unreadable);
        }
    }

    private static Map<String, byte[]> read(Path folder) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            paths.filter(Files::isRegularFile)
                    .forEach(path -> files.put(folder.relativize(path).toString(), bytes(path)));
        }
        return files;
    }

    private static byte[] bytes(Path path) {
        try {
            return Files.readAllBytes(path);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("could not read " + path, unreadable);
        }
    }

    private static String digest(Map<String, byte[]> files) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            files.forEach((name, bytes) -> {
                sha.update(name.getBytes(StandardCharsets.UTF_8));
                sha.update(bytes);
            });
            return HexFormat.of().formatHex(sha.digest(), 0, 8);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    /** The digest that names the folder. */
    String digest() {
        return digest;
    }

    /** The bytes of a file that is there: see {@link #has}. */
    byte[] file(String name) {
        return Objects.requireNonNull(files.get(name), name);
    }

    boolean has(String name) {
        return files.containsKey(name);
    }

    /** A page, with the folder of its files filled in. */
    String page(String name) {
        return new String(file(name), StandardCharsets.UTF_8).replace("{{assets}}", "/assets/" + digest);
    }

    static String contentType(String name) {
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "js" -> "text/javascript; charset=utf-8";
            case "css" -> "text/css; charset=utf-8";
            case "svg" -> "image/svg+xml";
            case "html" -> "text/html; charset=utf-8";
            default -> "application/octet-stream";
        };
    }
}
