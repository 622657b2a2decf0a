package dev.outrider.agent.assignment;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.outrider.fleet.Bundle;
import dev.outrider.fleet.Codec;
import dev.outrider.fleet.Malformed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bundles on this agent's disk, as many in a file as came together, so that hundreds cost one sync. A line each: the digest,
 * a blank, the bundle. A file is written as a whole, deleted when no plan needs any of it, and written anew when most of it
 * is needed no more. One thread writes; any may read.
 */
final class BundleFiles {
    private static final Logger log = LoggerFactory.getLogger(BundleFiles.class);
    private static final int DIGEST = 64;

    private final Path directory;
    private final Map<String, Spot> spots = new ConcurrentHashMap<>();
    private long next;

    /** Where a bundle stands, its digest not counted. */
    private record Spot(Path file, long offset, int length) {}

    BundleFiles(Path directory) {
        this.directory = directory;
        for (Path file : files()) {
            next = Math.max(next, number(file) + 1);
            SafeFile.read(file).ifPresent(lines -> index(file, lines));
        }
    }

    boolean has(String digest) {
        return spots.containsKey(digest);
    }

    /** Empty also when it is damaged; then it is forgotten, to be fetched again. */
    Optional<Bundle> bundle(String digest) {
        try {
            return content(digest).map(Codec::bundle);
        } catch (Malformed damaged) {
            log.warn("the bundle {} is damaged on the disk: {}", digest, damaged.getMessage());
            spots.remove(digest);
            return Optional.empty();
        }
    }

    /** On disk when it returns. Throws {@link AssignmentException}, and then none of them is. */
    void keep(List<Bundle> bundles) {
        Map<String, byte[]> contents = new HashMap<>();
        bundles.stream()
                .filter(bundle -> bundle.digest().matches("[0-9a-f]{64}"))
                .forEach(bundle -> contents.put(bundle.digest(), Codec.encode(bundle)));
        write(contents);
    }

    private void write(Map<String, byte[]> contents) {
        if (contents.isEmpty()) {
            return;
        }
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        contents.forEach((digest, content) -> {
            lines.writeBytes((digest + " ").getBytes(US_ASCII));
            lines.writeBytes(content);
            lines.write('\n');
        });
        Path file = directory.resolve("%08d.bundles".formatted(next++));
        SafeFile.write(directory, file.getFileName().toString(), lines.toByteArray());
        index(file, lines.toByteArray());
    }

    private void index(Path file, byte[] lines) {
        int begin = 0;
        for (int i = 0; i < lines.length; i++) {
            if (lines[i] == '\n') {
                int content = begin + DIGEST + 1;
                if (content < i) {
                    spots.put(new String(lines, begin, DIGEST, US_ASCII), new Spot(file, content, i - content));
                }
                begin = i + 1;
            }
        }
    }

    private synchronized Optional<byte[]> content(String digest) {
        Spot spot = spots.get(digest);
        if (spot == null) {
            return Optional.empty();
        }
        byte[] content = new byte[spot.length()];
        try (RandomAccessFile file = new RandomAccessFile(spot.file().toFile(), "r")) {
            file.seek(spot.offset());
            file.readFully(content);
            return Optional.of(content);
        } catch (IOException gone) {
            throw new Malformed(spot.file() + " cannot be read: " + gone.getMessage());
        }
    }

    /** Makes room of what no plan needs any more. */
    void forgetAllBut(Set<String> digests) {
        spots.keySet().retainAll(digests);
        try {
            for (Path file : files()) {
                Map<String, Spot> needed = new HashMap<>(spots);
                needed.values().removeIf(spot -> !spot.file().equals(file));
                if (isMostlyWaste(file, needed.values())) {
                    writeAnew(needed.keySet());
                }
            }
        } catch (IOException | AssignmentException stays) {
            log.warn("could not make room in {}: {}", directory, stays.getMessage());
        }
        clear();
    }

    private static boolean isMostlyWaste(Path file, Collection<Spot> needed) throws IOException {
        long used =
                needed.stream().mapToLong(spot -> DIGEST + 2L + spot.length()).sum();
        return used > 0 && used < Files.size(file) / 2;
    }

    private void writeAnew(Set<String> needed) {
        Map<String, byte[]> contents = new HashMap<>();
        needed.forEach(digest -> content(digest).ifPresent(content -> contents.put(digest, content)));
        write(contents);
    }

    /** Files that hold nothing which is needed, or that a crash left half written. */
    private synchronized void clear() {
        Set<Path> used = new HashSet<>();
        spots.values().forEach(spot -> used.add(spot.file()));
        try (Stream<Path> all = Files.isDirectory(directory) ? Files.list(directory) : Stream.empty()) {
            for (Path file : all.filter(file -> !used.contains(file)).toList()) {
                Files.delete(file);
            }
        } catch (IOException stays) {
            log.warn("could not clear {}: {}", directory, stays.getMessage());
        }
    }

    private List<Path> files() {
        try (Stream<Path> all = Files.isDirectory(directory) ? Files.list(directory) : Stream.empty()) {
            return new ArrayList<>(
                    all.filter(file -> file.getFileName().toString().matches("\\d{8,}\\.bundles"))
                            .sorted()
                            .toList());
        } catch (IOException failed) {
            throw new AssignmentException("could not read " + directory, failed);
        }
    }

    private static long number(Path file) {
        return Long.parseLong(file.getFileName().toString().replace(".bundles", ""));
    }
}
