package dev.outrider.zoo;

import dev.outrider.zoo.Specimen.Habitat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Those who encode what nobody can decode. */
final class Encodings {
    private static final Habitat TCP = new Habitat.Tcp("http");
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n";
    private static final byte[] PAGE = "<p>hello</p>".repeat(1000).getBytes(StandardCharsets.US_ASCII);
    private static final int TRAILER = 8;
    private static final int BOMB = 70 << 20;

    private Encodings() {}

    static List<Specimen> all() {
        return List.of(
                new Specimen("gzip-bomb", "sends 70 KiB that become 70 MiB", TCP, talk -> {
                    talk.request();
                    send(talk, gzip(new byte[BOMB]));
                }),
                new Specimen("gzip-cut", "sends the first half of its gzip as if that were all", TCP, talk -> {
                    talk.request();
                    byte[] whole = gzip(PAGE);
                    send(talk, Arrays.copyOf(whole, whole.length / 2));
                }),
                new Specimen("gzip-trailer-cut", "leaves away the checksum of its gzip", TCP, talk -> {
                    talk.request();
                    byte[] whole = gzip(PAGE);
                    send(talk, Arrays.copyOf(whole, whole.length - TRAILER));
                }),
                new Specimen("gzip-wrong-sum", "sends gzip with a wrong checksum", TCP, talk -> {
                    talk.request();
                    byte[] whole = gzip(PAGE);
                    whole[whole.length - TRAILER] ^= 1;
                    send(talk, whole);
                }),
                new Specimen("gzip-not", "says gzip and sends plain text", TCP, talk -> {
                    talk.request();
                    send(talk, "hello".getBytes(StandardCharsets.US_ASCII));
                }),
                new Specimen(
                        "encoding-unasked",
                        "answers in zstd, which nobody asked for",
                        TCP,
                        Behaviour.says(OK + "Content-Encoding: zstd\r\nContent-Length: 5\r\n\r\nhello")));
    }

    private static void send(Talk talk, byte[] body) throws IOException {
        talk.say(OK + "Content-Encoding: gzip\r\nContent-Length: " + body.length + "\r\n\r\n");
        talk.say(body);
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(plain);
        }
        return zipped.toByteArray();
    }
}
