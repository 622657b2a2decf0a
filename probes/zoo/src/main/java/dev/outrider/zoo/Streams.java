package dev.outrider.zoo;

import dev.outrider.zoo.Specimen.Habitat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Those who speak HTTP/2, badly. */
final class Streams {
    private static final Habitat HTTP2 = new Habitat.Tls("good", List.of("h2"));
    private static final byte[] HALF = "<h1>Your order</h1><p>is con".getBytes(StandardCharsets.US_ASCII);
    private static final int WINDOW = 65_535;
    private static final int FRAME = 16_384;

    private Streams() {}

    /** What is said once a request has come. */
    private interface Saying {
        void on(Talk talk, int stream) throws IOException;
    }

    static List<Specimen> all() {
        return List.of(
                new Specimen("h2-no-settings", "never sends its settings", HTTP2, Talk::silence),
                new Specimen("h2-not", "agrees on HTTP/2 and speaks HTTP/1.1", HTTP2, talk -> {
                    talk.hear(1);
                    talk.say("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
                    talk.silence();
                }),
                asked("h2-goes-away", "sends GOAWAY in place of an answer", (talk, stream) -> {
                    talk.say(Http2.goAway(Http2.ENHANCE_YOUR_CALM));
                    talk.silence();
                }),
                asked("h2-resets", "resets the stream in place of an answer", (talk, stream) -> {
                    talk.say(Http2.reset(stream, Http2.INTERNAL_ERROR));
                    talk.silence();
                }),
                asked("h2-cut", "ends the stream in its body as if nothing were wrong", (talk, stream) -> {
                    talk.say(Http2.head(stream));
                    talk.say(Http2.data(stream, HALF, false));
                    talk.say(Http2.reset(stream, Http2.NO_ERROR));
                    talk.silence();
                }),
                asked("h2-shorter", "sends less than the length that it announced", (talk, stream) -> {
                    talk.say(Http2.head(stream, 100));
                    talk.say(Http2.data(stream, HALF, true));
                    talk.silence();
                }),
                asked("h2-longer", "sends more than the length that it announced", (talk, stream) -> {
                    talk.say(Http2.head(stream, 10));
                    talk.say(Http2.data(stream, HALF, true));
                    talk.silence();
                }),
                asked("h2-stalls", "sends what the window allows and then nothing", (talk, stream) -> {
                    talk.say(Http2.head(stream));
                    for (int left = WINDOW; left > 0; left -= FRAME) {
                        talk.say(Http2.data(stream, new byte[Math.min(FRAME, left)], false));
                    }
                    talk.silence();
                }));
    }

    private static Specimen asked(String name, String does, Saying saying) {
        return new Specimen(name, does, HTTP2, talk -> {
            int stream = Http2.request(talk);
            if (stream > 0) {
                saying.on(talk, stream);
            }
        });
    }
}
