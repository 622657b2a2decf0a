package dev.outrider.browser;

import dev.outrider.run.browser.BrowserFailed;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** Certificates that the browser trusts beside its own: Chromium reads them from a database in its user's home. */
final class Authorities {
    private static final String PROGRAM = "certutil";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private Authorities() {}

    /** Puts the certificates of a PEM file into the database of this home. */
    static void trust(Path pem, Path home) {
        Path database = home.resolve(".pki/nssdb");
        try {
            Files.createDirectories(database);
            certutil("-N", "-d", "sql:" + database, "--empty-password");
            int number = 0;
            for (Certificate certificate : certificates(pem)) {
                Path file = Files.writeString(home.resolve("authority.pem"), text(certificate));
                certutil(
                        "-A",
                        "-d",
                        "sql:" + database,
                        "-n",
                        "authority " + number++,
                        "-t",
                        "CP,,",
                        "-a",
                        "-i",
                        file.toString());
            }
        } catch (IOException | CertificateException failed) {
            throw new BrowserFailed("the browser cannot be made to trust " + pem + ": " + failed.getMessage(), failed);
        }
    }

    private static Collection<Certificate> certificates(Path pem) throws IOException, CertificateException {
        List<Certificate> certificates = new ArrayList<>();
        for (Path each : files(pem)) {
            try (InputStream file = Files.newInputStream(each)) {
                certificates.addAll(CertificateFactory.getInstance("X.509").generateCertificates(file));
            }
        }
        return certificates;
    }

    /** The file itself, or those of a folder that the runner reads too. */
    private static List<Path> files(Path pem) throws IOException {
        if (!Files.isDirectory(pem)) {
            return List.of(pem);
        }
        try (Stream<Path> files = Files.list(pem)) {
            return files.filter(file -> file.toString().matches(".*\\.(pem|crt|cer)"))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        }
    }

    private static String text(Certificate certificate) throws CertificateException {
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded())
                + "\n-----END CERTIFICATE-----\n";
    }

    private static void certutil(String... arguments) throws IOException {
        String[] command = new String[arguments.length + 1];
        command[0] = PROGRAM;
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException missing) {
            throw new BrowserFailed(
                    "the browser can only be made to trust your own certificates with certutil, which is missing (Debian: apt-get install libnss3-tools)",
                    missing);
        }
        process.getOutputStream().close();
        String said;
        try (Leash _ = Leash.on(process, PATIENCE)) {
            said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
        if (process.onExit().join().exitValue() != 0) {
            throw new IOException("certutil: " + said.strip());
        }
    }
}
