package dev.outrider.run.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who is trusted: the system's authorities, and those of a file or a folder of PEM files that is read again when it
 * changes. A file that became unreadable keeps what it last said, and is complained of once.
 */
final class Trust {
    private static final Logger log = LoggerFactory.getLogger(Trust.class);
    /** Nobody notices a second, and a dial should not list a folder. */
    private static final long REST = 1_000_000_000L;

    private final Optional<Path> authorities;
    private final LongSupplier nanoTime;
    private Map<Path, Read> files = new TreeMap<>();
    private long lookedAt;
    private String complaint = "";
    private Trusted current;

    /** What was read of a file, and how the file looked then. */
    private record Read(String stamp, List<X509Certificate> certificates) {}

    /**
     * Who is trusted at a time.
     *
     * @param version grows with every change
     * @param own the certificates beside the system's
     */
    record Trusted(int version, List<X509Certificate> own, X509ExtendedTrustManager manager) {}

    /**
     * Reads them for the first time.
     *
     * @throws IllegalArgumentException when one of the files holds no certificates
     */
    Trust(Optional<Path> authorities, LongSupplier nanoTime) {
        this.authorities = authorities;
        this.nanoTime = nanoTime;
        this.lookedAt = nanoTime.getAsLong();
        try {
            this.files = read(false);
            this.current = trusted(0, own(files.values()));
        } catch (IOException | GeneralSecurityException unusable) {
            throw new IllegalArgumentException(
                    "cannot read the trusted certificates"
                            + authorities.map(path -> " in " + path).orElse("") + ": " + unusable.getMessage(),
                    unusable);
        }
    }

    /** As it is now. Reads files: not for an event loop. */
    synchronized Trusted current() {
        long now = nanoTime.getAsLong();
        if (authorities.isPresent() && now - lookedAt >= REST) {
            lookedAt = now;
            refresh();
        }
        return current;
    }

    private void refresh() {
        try {
            Map<Path, Read> found = read(true);
            if (!found.equals(files)) {
                List<X509Certificate> own = own(found.values());
                if (!own.equals(current.own())) {
                    current = trusted(current.version() + 1, own);
                    log.info("trusting {} certificates of {}", own.size(), authorities.get());
                }
                files = found;
            }
        } catch (IOException | GeneralSecurityException unusable) {
            complain("could not read %s again, so what it said before stays: %s"
                    .formatted(authorities.get(), why(unusable)));
        }
    }

    /** Once, not at each look. */
    private void complain(String what) {
        if (!what.equals(complaint)) {
            log.warn(what);
            complaint = what;
        }
    }

    /** @param again whether a file that is broken now keeps what it said */
    private Map<Path, Read> read(boolean again) throws IOException, GeneralSecurityException {
        Map<Path, Read> found = new TreeMap<>();
        for (Path file : listed()) {
            String stamp = Files.getLastModifiedTime(file) + " " + Files.size(file);
            Read before = files.get(file);
            if (before != null && before.stamp.equals(stamp)) {
                found.put(file, before);
                continue;
            }
            try {
                found.put(file, new Read(stamp, certificates(Files.readString(file, StandardCharsets.ISO_8859_1))));
            } catch (IOException | GeneralSecurityException broken) {
                if (!again) {
                    throw new IOException(file + " cannot be read as PEM certificates: " + why(broken), broken);
                }
                log.warn("{} cannot be read as PEM certificates, so what it said before stays: {}", file, why(broken));
                found.put(file, new Read(stamp, before == null ? List.of() : before.certificates));
            }
        }
        return found;
    }

    private List<Path> listed() throws IOException {
        if (authorities.isEmpty()) {
            return List.of();
        }
        Path path = authorities.get();
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> files = Files.list(path)) {
            return files.filter(file -> file.getFileName().toString().matches("[^.].*\\.(pem|crt|cer)"))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        }
    }

    private static List<X509Certificate> own(Collection<Read> files) {
        return files.stream()
                .flatMap(file -> file.certificates.stream())
                .distinct()
                .toList();
    }

    /**
     * The certificates of a PEM text.
     *
     * @throws GeneralSecurityException when there is none, or one is broken
     */
    static List<X509Certificate> certificates(String pem) throws GeneralSecurityException {
        List<X509Certificate> certificates = new ArrayList<>();
        byte[] bytes = pem.getBytes(StandardCharsets.ISO_8859_1);
        for (Certificate each :
                CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(bytes))) {
            certificates.add((X509Certificate) each);
        }
        if (certificates.isEmpty()) {
            throw new GeneralSecurityException("it holds no certificate");
        }
        return certificates;
    }

    /** The system's authorities and these. */
    static Trusted trusted(int version, List<X509Certificate> own) throws IOException, GeneralSecurityException {
        if (own.isEmpty()) {
            return new Trusted(version, own, manager(null));
        }
        Map<String, X509Certificate> all = new HashMap<>();
        for (X509Certificate system : ((X509TrustManager) manager(null)).getAcceptedIssuers()) {
            all.put("system-" + all.size(), system);
        }
        own.forEach(certificate -> all.put("own-" + all.size(), certificate));
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        for (Map.Entry<String, X509Certificate> entry : all.entrySet()) {
            store.setCertificateEntry(entry.getKey(), entry.getValue());
        }
        return new Trusted(version, List.copyOf(own), manager(store));
    }

    private static X509ExtendedTrustManager manager(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return (X509ExtendedTrustManager) factory.getTrustManagers()[0];
    }

    private static String why(Exception failed) {
        return failed.getMessage() == null ? failed.getClass().getSimpleName() : failed.getMessage();
    }
}
