package dev.outrider.dev;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A copy of the shipped journeys whose environment names this fleet's shop. */
public final class Catalog {
    private static final Pattern SHOP = Pattern.compile("(?m)^(\\s*shop:\\s*).*$");

    private Catalog() {}

    /** Copies the journeys into {@code folder} and puts the address of the shop into the environment {@code demo}. */
    public static Path copy(Path journeys, Path folder, String shopUrl) {
        try {
            Files.walkFileTree(journeys, new Copy(journeys, folder));
            Path environment = folder.resolve("environments/demo.yaml");
            Matcher shop = SHOP.matcher(Files.readString(environment));
            Files.writeString(environment, shop.replaceFirst("$1" + Matcher.quoteReplacement(shopUrl)));
            return folder;
        } catch (IOException failure) {
            throw new StartFailed("could not copy the journeys to " + folder + ": " + failure.getMessage());
        }
    }

    private static final class Copy extends SimpleFileVisitor<Path> {
        private final Path from;
        private final Path to;

        Copy(Path from, Path to) {
            this.from = from;
            this.to = to;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
            Files.createDirectories(to.resolve(from.relativize(folder)));
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.copy(file, to.resolve(from.relativize(file)));
            return FileVisitResult.CONTINUE;
        }
    }
}
