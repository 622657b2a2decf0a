package dev.outrider.zoo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Objects;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** The zoo's certificates, made by {@code make-keys} for a hundred years; their keys are public and prove nothing. */
public final class Keyring {
    private static final char[] PASSWORD = "changeit".toCharArray();

    private Keyring() {}

    /** The authority that signed all but the unknown one, as PEM: what a client of the zoo is to trust. */
    public static String authority() {
        try (InputStream pem = resource("authority.pem")) {
            return new String(pem.readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("could not read the zoo's own certificate", unreadable);
        }
    }

    static SSLContext context(String key) {
        try (InputStream file = resource(key + ".p12")) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(file, PASSWORD);
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, PASSWORD);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (IOException | GeneralSecurityException unreadable) {
            throw new IllegalStateException("could not read the zoo's own key " + key, unreadable);
        }
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(Keyring.class.getResourceAsStream(name), name);
    }
}
