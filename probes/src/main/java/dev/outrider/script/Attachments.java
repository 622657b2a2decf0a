package dev.outrider.script;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The files that scripts send: found by the words {@code file: PATH} in them, carried as Base64 among their texts. */
final class Attachments {
    /** Of one file, in bytes. */
    static final int LARGEST = 5 << 20;

    /** Of one folder: more is not read, and then is not there. */
    private static final int FILES = 200;

    private static final long ALL = 64L << 20;

    private static final Pattern MENTION = Pattern.compile("[\"']?file[\"']?:[ \\t]+[\"']?([^\\s\"',}\\]]{1,300})");

    private Attachments() {}

    /** Beside the text that mentions it, a folder above (a fragment's script), or from the root; never outside of the root. */
    static Map<String, String> mentionedIn(Map<String, String> texts, Path root) {
        Set<String> candidates = new LinkedHashSet<>();
        texts.forEach((path, text) -> {
            Matcher mention = MENTION.matcher(text);
            while (mention.find() && candidates.size() < 3 * FILES) {
                candidates.addAll(candidates(path, mention.group(1)));
            }
        });
        candidates.removeAll(texts.keySet());
        Map<String, String> found = new TreeMap<>();
        long size = 0;
        for (String candidate : candidates) {
            if (found.size() < FILES && size < ALL) {
                read(root, candidate, found);
                size += found.getOrDefault(candidate, "").length();
            }
        }
        return found;
    }

    private static Set<String> candidates(String script, String file) {
        Set<String> candidates = new LinkedHashSet<>();
        if (file.contains("\\") || file.contains(":")) {
            return candidates;
        }
        String folder = script.substring(0, script.lastIndexOf('/') + 1);
        candidates.add(folder + file);
        if (!folder.isEmpty()) {
            candidates.add(folder.substring(0, folder.lastIndexOf('/', folder.length() - 2) + 1) + file);
        }
        candidates.add(file);
        return candidates.stream()
                .map(Attachments::normal)
                .filter(path -> !path.startsWith("../") && !path.startsWith("/"))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Without {@code .} and {@code ..} as far as that goes. */
    static String normal(String path) {
        List<String> kept = new ArrayList<>();
        for (String part : path.split("/", -1)) {
            if (part.equals("..") && !kept.isEmpty() && !kept.getLast().equals("..")) {
                kept.removeLast();
            } else if (!part.equals(".")) {
                kept.add(part);
            }
        }
        return String.join("/", kept);
    }

    private static void read(Path root, String path, Map<String, String> found) {
        try {
            Path file = root.resolve(path);
            if (!Files.isRegularFile(file) || !file.toRealPath().startsWith(root.toRealPath())) {
                return;
            }
            try (var bytes = Files.newInputStream(file)) {
                found.put(path, Base64.getEncoder().encodeToString(bytes.readNBytes(LARGEST + 1)));
            }
        } catch (InvalidPathException notAPath) {
            return;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The content of a file in Base64: of a script's own kind it is made of its text. */
    static String base64(String path, String text) {
        return Sources.isSource(path)
                ? Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8))
                : text;
    }

    /** How long the content is that this stands for. */
    static long size(String base64) {
        long padding = base64.endsWith("==") ? 2 : base64.endsWith("=") ? 1 : 0;
        return base64.length() / 4 * 3L - padding;
    }
}
