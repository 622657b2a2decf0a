package dev.outrider.browser;

import dev.outrider.run.browser.BrowserFailed;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * What a browser of ours sees of hosts to which we speak TLS in its stead. Its key never leaves this process, and the browser
 * takes it, and no other, whatever its certificate says: so that is as short as one can be (X.509, version 1).
 */
final class Facade {
    private static final char[] NO_PASSWORD = new char[0];
    private static final byte[] ECDSA_WITH_SHA256 = {6, 8, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 4, 3, 2};
    private static final byte[] COMMON_NAME = {6, 3, 0x55, 4, 3};
    /** The longest that is written in two digits of a year. */
    private static final String[] VALID = {"200101000000Z", "491231235959Z"};

    private static final int INTEGER = 0x02;
    private static final int BITS = 0x03;
    private static final int UTF8 = 0x0c;
    private static final int TIME = 0x17;
    private static final int SEQUENCE = 0x30;
    private static final int SET = 0x31;

    private final SSLContext context;
    private final String fingerprint;

    private Facade(SSLContext context, String fingerprint) {
        this.context = context;
        this.fingerprint = fingerprint;
    }

    /** With a new key. */
    static Facade make() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair keys = generator.generateKeyPair();
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(keys.getPublic().getEncoded());
            return new Facade(context(keys), Base64.getEncoder().encodeToString(digest));
        } catch (GeneralSecurityException | IOException impossible) {
            throw new BrowserFailed("no key can be made here: " + impossible.getMessage(), impossible);
        }
    }

    private static SSLContext context(KeyPair keys) throws GeneralSecurityException, IOException {
        Certificate certificate = CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(certificate(keys)));
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("facade", keys.getPrivate(), NO_PASSWORD, new Certificate[] {certificate});
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, new SecureRandom());
        return context;
    }

    private static byte[] certificate(KeyPair keys) throws GeneralSecurityException {
        byte[] algorithm = der(SEQUENCE, ECDSA_WITH_SHA256);
        byte[] called = der(UTF8, "Outrider".getBytes(StandardCharsets.UTF_8));
        byte[] name = der(SEQUENCE, der(SET, der(SEQUENCE, COMMON_NAME, called)));
        byte[] validity = der(SEQUENCE, der(TIME, ascii(VALID[0])), der(TIME, ascii(VALID[1])));
        byte[] told = der(
                SEQUENCE,
                der(INTEGER, new byte[] {1}),
                algorithm,
                name,
                validity,
                name,
                keys.getPublic().getEncoded());
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(keys.getPrivate());
        signature.update(told);
        return der(SEQUENCE, told, algorithm, der(BITS, new byte[] {0}, signature.sign()));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** A thing of this kind that holds others (X.690); none here has 64 KiB. */
    private static byte[] der(int kind, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        int length = content.size();
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.write(kind);
        if (length < 0x80) {
            whole.write(length);
        } else {
            whole.write(length < 0x100 ? 0x81 : 0x82);
            if (length >= 0x100) {
                whole.write(length >> 8);
            }
            whole.write(length);
        }
        whole.writeBytes(content.toByteArray());
        return whole.toByteArray();
    }

    /** How the browser is told when it is started. */
    String flag() {
        return "--ignore-certificate-errors-spki-list=" + fingerprint;
    }

    SSLContext context() {
        return context;
    }
}
