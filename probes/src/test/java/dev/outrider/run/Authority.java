package dev.outrider.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** An authority of a test, made by OpenSSL, and the certificates that it signs, as PEM files in one folder. */
record Authority(Path folder) {
    static Authority in(Path folder) throws IOException, InterruptedException {
        Peers.run(
                folder,
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:prime256v1",
                "-nodes",
                "-keyout",
                "ca.key",
                "-out",
                "ca.pem",
                "-subj",
                "/CN=Test Authority",
                "-days",
                "3");
        return new Authority(folder);
    }

    /** A certificate {@code NAME.pem} for this name, and its key {@code NAME.key}. */
    Authority signs(String name, String alternatives) throws IOException, InterruptedException {
        Files.writeString(folder.resolve(name + ".ext"), "subjectAltName=" + alternatives + "\n");
        Peers.run(
                folder,
                "openssl",
                "req",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:prime256v1",
                "-nodes",
                "-keyout",
                name + ".key",
                "-out",
                name + ".csr",
                "-subj",
                "/CN=" + name);
        Peers.run(
                folder,
                "openssl",
                "x509",
                "-req",
                "-in",
                name + ".csr",
                "-CA",
                "ca.pem",
                "-CAkey",
                "ca.key",
                "-CAcreateserial",
                "-days",
                "3",
                "-extfile",
                name + ".ext",
                "-out",
                name + ".pem");
        return this;
    }
}
