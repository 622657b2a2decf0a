package dev.outrider.fleet;

import java.util.Arrays;
import java.util.Optional;

/**
 * A message under way: one line of JSON that says what it is and who signed it, and its payload, which is JSON too. The
 * payload stays bytes until the version is known to be ours, and because the signature is over exactly these bytes.
 */
final class Envelope {
    static final int VERSION = 1;
    private static final int LONGEST_HEADER = 4096;

    private final String type;
    private final Optional<Signed> signed;
    private final byte[] payload;

    private Envelope(String type, Optional<Signed> signed, byte[] payload) {
        this.type = type;
        this.signed = signed;
        this.payload = payload;
    }

    /** From an agent. */
    static byte[] seal(Message message, String agent, Optional<String> store, AgentKeys keys) {
        byte[] payload = Codec.encode(message);
        Signed signed = new Signed(agent, store, keys.keyId(), keys.sign(payload));
        return new Envelope(type(message), Optional.of(signed), payload).bytes();
    }

    /** From a coordinator. */
    static byte[] seal(Message message) {
        return new Envelope(type(message), Optional.empty(), Codec.encode(message)).bytes();
    }

    /** Throws {@link Malformed}, also when the message is of another version or not of this type. */
    static Envelope open(byte[] bytes, String type) {
        int end = endOfHeader(bytes);
        Fields header = new Fields("envelope", Json.read(bytes, 0, end));
        long version = header.whole("v");
        if (version != VERSION) {
            throw new Malformed(
                    "a message of version %d, and this process understands version %d: upgrade the older of the two"
                            .formatted(version, VERSION));
        }
        if (!header.text("type").equals(type)) {
            throw new Malformed("a message of type '%s' where '%s' belongs: upgrade the older of the two"
                    .formatted(header.text("type"), type));
        }
        return new Envelope(type, signed(header), Arrays.copyOfRange(bytes, end + 1, bytes.length));
    }

    /** Who signed it; a coordinator does not. */
    Optional<Signed> signed() {
        return signed;
    }

    byte[] payload() {
        return payload;
    }

    static String type(Message message) {
        return switch (message) {
            case Hello h -> "hello";
            case Welcome w -> "welcome";
            case BundleRequest r -> "bundle-request";
            case BundleReply r -> "bundle-reply";
            case Batch b -> "batch";
            case Ack a -> "ack";
        };
    }

    private byte[] bytes() {
        Obj header = new Obj().put("v", VERSION).put("type", type);
        signed.ifPresent(by -> header.put("agent", by.agent())
                .put("store", by.store())
                .put("keyId", by.keyId())
                .put("signature", by.signature()));
        byte[] head = header.bytes();
        byte[] all = Arrays.copyOf(head, head.length + 1 + payload.length);
        all[head.length] = '\n';
        System.arraycopy(payload, 0, all, head.length + 1, payload.length);
        return all;
    }

    private static Optional<Signed> signed(Fields header) {
        return header.optionalText("agent")
                .map(agent -> new Signed(
                        agent, header.optionalText("store"), header.text("keyId"), header.text("signature")));
    }

    private static int endOfHeader(byte[] bytes) {
        for (int i = 0; i < Math.min(bytes.length, LONGEST_HEADER); i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        throw new Malformed("no envelope: there is no header line");
    }
}
