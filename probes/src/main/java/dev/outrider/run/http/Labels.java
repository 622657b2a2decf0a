package dev.outrider.run.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The names of charsets as the web means them, by the Encoding standard. They are not Java's: who says {@code iso-8859-1} means
 * windows-1252, who says {@code gb2312} all of GBK, and a name of Java's that is not of the web is none.
 */
final class Labels {
    /** From a label to the name of Java's charset, which is looked up when it is needed: few of them ever are. */
    private static final Map<String, String> CHARSETS = read();

    private Labels() {}

    /** Empty when no browser knows the label, or Java no such charset. */
    static Optional<Charset> charset(String label) {
        String name = CHARSETS.get(label.strip().toLowerCase(Locale.ROOT));
        return name == null || !Charset.isSupported(name) ? Optional.empty() : Optional.of(Charset.forName(name));
    }

    private static Map<String, String> read() {
        Map<String, String> charsets = new HashMap<>();
        InputStream table = Objects.requireNonNull(Labels.class.getResourceAsStream("charsets.txt"), "charsets.txt");
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(table, StandardCharsets.US_ASCII))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] parts = line.split(": ", 2);
                if (!line.startsWith("#")) {
                    for (String label : parts[1].split(" ", -1)) {
                        charsets.put(label, parts[0]);
                    }
                }
            }
            return Map.copyOf(charsets);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("could not read the table of charsets in our own jar", unreadable);
        }
    }
}
