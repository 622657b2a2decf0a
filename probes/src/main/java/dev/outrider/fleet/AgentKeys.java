package dev.outrider.fleet;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** The Ed25519 key of an agent: made at its first start, kept in its data directory, readable by its user only. */
public final class AgentKeys {
    private final PrivateKey secret;
    private final PublicKey open;
    private final String keyId;

    private AgentKeys(PrivateKey secret, PublicKey open) {
        this.secret = secret;
        this.open = open;
        this.keyId = keyId(open);
    }

    /** The key in this directory, which exists; a new one when there is none. Throws {@link FleetException}. */
    public static AgentKeys in(Path directory) {
        Path file = directory.resolve("agent.key");
        try {
            return Files.exists(file) ? read(file) : create(file);
        } catch (IOException unreadable) {
            throw new FleetException("could not read or write the agent's key " + file, unreadable);
        } catch (GeneralSecurityException | IllegalArgumentException broken) {
            throw new FleetException(
                    file + " holds no Ed25519 key: put the key back, or delete the file and enrol the agent again",
                    broken);
        }
    }

    public String keyId() {
        return keyId;
    }

    public PublicKey publicKey() {
        return open;
    }

    /** In base 64. */
    public String sign(byte[] payload) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(secret);
            signature.update(payload);
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("the JDK cannot sign with Ed25519", impossible);
        }
    }

    private static AgentKeys read(Path file) throws IOException, GeneralSecurityException {
        List<String> lines = Files.readAllLines(file);
        if (lines.size() < 2) {
            throw new GeneralSecurityException("two lines were expected");
        }
        KeyFactory factory = KeyFactory.getInstance("Ed25519");
        Base64.Decoder base64 = Base64.getDecoder();
        return new AgentKeys(
                factory.generatePrivate(new PKCS8EncodedKeySpec(base64.decode(lines.get(0)))),
                factory.generatePublic(new X509EncodedKeySpec(base64.decode(lines.get(1)))));
    }

    private static AgentKeys create(Path file) throws IOException, GeneralSecurityException {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        Base64.Encoder base64 = Base64.getEncoder();
        String text = base64.encodeToString(pair.getPrivate().getEncoded()) + "\n"
                + base64.encodeToString(pair.getPublic().getEncoded()) + "\n";
        Path draft = file.resolveSibling("agent.key.new");
        Files.deleteIfExists(draft);
        Files.createFile(draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(draft, text);
        try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        return new AgentKeys(pair.getPrivate(), pair.getPublic());
    }

    private static String keyId(PublicKey key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("the JDK has no SHA-256", impossible);
        }
    }
}
