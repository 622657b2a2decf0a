package dev.outrider.zoo;

import dev.outrider.zoo.Specimen.Habitat;
import java.util.List;

/** Those whose body ends too early, too late, or never. */
final class Bodies {
    private static final Habitat TCP = new Habitat.Tcp("http");
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n";
    private static final String CHUNKED = OK + "Transfer-Encoding: chunked\r\n\r\n";
    private static final String PAGE = "<html><body><h1>Your order</h1><p>is confirmed</p></body></html>";
    private static final int PIECE = 1 << 20;
    private static final int DRIP_MS = 20;

    private Bodies() {}

    static List<Specimen> all() {
        return List.of(
                says("body-cut", "closes before the length that it announced", OK + "Content-Length: 10\r\n\r\n123"),
                says("chunk-cut", "closes in a chunk", CHUNKED + "5\r\n12345\r\nff\r\n1"),
                says("chunk-last-missing", "closes before the last chunk", CHUNKED + "5\r\n12345\r\n"),
                says("chunk-without-size", "sends a chunk whose size is no number", CHUNKED + "xyz\r\nok\r\n0\r\n\r\n"),
                says(
                        "body-longer",
                        "sends more than the length that it announced",
                        OK + "Content-Length: 30\r\n\r\n" + PAGE),
                new Specimen("body-reset", "resets the connection in its body", TCP, talk -> {
                    talk.request();
                    talk.say(OK + "Content-Length: 10\r\n\r\n123");
                    // What was sent must have been read, or the reset overtakes it.
                    talk.pause(100);
                    talk.reset();
                }),
                new Specimen("body-stalls", "stops in its body", TCP, talk -> {
                    talk.request();
                    talk.say(OK + "Content-Length: 10\r\n\r\n123");
                    talk.silence();
                }),
                new Specimen("body-drips", "sends a byte every 20 ms", TCP, talk -> {
                    talk.request();
                    talk.say(OK + "Content-Length: 100000\r\n\r\n");
                    while (true) {
                        talk.say(".");
                        talk.pause(DRIP_MS);
                    }
                }),
                new Specimen("body-endless", "sends a body that does not end", TCP, talk -> {
                    talk.request();
                    talk.say(OK + "\r\n");
                    byte[] piece = new byte[PIECE];
                    while (true) {
                        talk.say(piece);
                    }
                }));
    }

    private static Specimen says(String name, String does, String answer) {
        return new Specimen(name, does, TCP, Behaviour.says(answer));
    }
}
