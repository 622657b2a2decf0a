package dev.outrider.run.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.outrider.result.Outcome.Fault;
import io.vertx.core.Vertx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The ways in which a server can misbehave: each has a name and a sentence, and none passes. */
final class ZooTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final Dialer DIALER = new Dialer(VERTX, Optional.empty());
    private static final String HEAD = "HTTP/1.1 200 OK\r\n";
    private static final String CHUNKED = HEAD + "Transfer-Encoding: chunked\r\n\r\n";

    @AfterAll
    static void stop() {
        VERTX.close().await();
    }

    @ParameterizedTest
    @MethodSource({"ending", "speaking", "measuring", "encoding", "waiting"})
    void what_is_broken_has_a_name_and_a_sentence(RawServer.Behaviour behaviour, Fault fault, String detail)
            throws Exception {
        try (RawServer server = RawServer.that(behaviour);
                Customer customer = new Customer(DIALER.line(), InstantSource.system())) {
            Deadline deadline = Deadline.in(fault == Fault.TIMEOUT ? Duration.ofMillis(500) : Duration.ofSeconds(20));
            Reply reply = customer.visit(get(server.url("/")), 10, deadline).reply();
            assertThat(reply).isInstanceOf(Reply.Broken.class);
            assertThat(((Reply.Broken) reply).detail()).startsWith(detail);
            assertThat(((Reply.Broken) reply).fault()).isEqualTo(fault);
        }
    }

    /** It ends too early. */
    static Stream<Arguments> ending() {
        return Stream.of(
                argumentSet(
                        "without an answer",
                        says(""),
                        Fault.RESET,
                        "the server closed the connection without an answer"),
                argumentSet(
                        "in the status line",
                        says("HTTP/1.1 2"),
                        Fault.PROTOCOL,
                        "the server closed the connection in the middle of the headers"),
                argumentSet(
                        "in the headers",
                        says(HEAD + "Content-"),
                        Fault.PROTOCOL,
                        "the server closed the connection in the middle of the headers"),
                argumentSet(
                        "in the body",
                        says(HEAD + "Content-Length: 10\r\n\r\n123"),
                        Fault.PROTOCOL,
                        "the server closed the connection in the middle of the body, after 3 bytes"),
                argumentSet(
                        "in a chunk",
                        says(CHUNKED + "5\r\n12345\r\nff\r\n1"),
                        Fault.PROTOCOL,
                        "the server closed the connection in the middle of the body, after 6 bytes"),
                argumentSet(
                        "before the last chunk",
                        says(CHUNKED + "5\r\n12345\r\n"),
                        Fault.PROTOCOL,
                        "the server closed the connection in the middle of the body, after 5 bytes"),
                argumentSet(
                        "by a reset",
                        (RawServer.Behaviour) talk -> {
                            talk.request();
                            talk.reset();
                        },
                        Fault.RESET,
                        "the server reset the connection"),
                argumentSet(
                        "by a reset in the body",
                        (RawServer.Behaviour) talk -> {
                            talk.request();
                            talk.say(HEAD + "Content-Length: 10\r\n\r\n123");
                            talk.reset();
                        },
                        Fault.RESET,
                        "the server reset the connection"));
    }

    /** It does not speak HTTP. */
    static Stream<Arguments> speaking() {
        return Stream.of(
                argumentSet(
                        "another protocol",
                        says("220 mail.example.com ESMTP\r\n\r\n"),
                        Fault.PROTOCOL,
                        "the answer is not HTTP: "),
                argumentSet("HTTP/0.9", says("<html>hello</html>\r\n\r\n"), Fault.PROTOCOL, "the answer is not HTTP: "),
                argumentSet("no status", says("HTTP/1.1 abc OK\r\n\r\n"), Fault.PROTOCOL, "the answer is not HTTP: "),
                argumentSet(
                        "NUL in a header",
                        says(HEAD + "X-Bad: a\0b\r\nContent-Length: 2\r\n\r\nok"),
                        Fault.PROTOCOL,
                        "the answer is not HTTP: "),
                argumentSet(
                        "a flood of headers",
                        says(HEAD + "X-Flood: 0123456789abcdef\r\n".repeat(4000) + "\r\n"),
                        Fault.PROTOCOL,
                        "its headers are longer than 64 KiB"),
                argumentSet(
                        "an endless line",
                        says(HEAD + "X-Flood: " + "0123456789abcdef".repeat(8000)),
                        Fault.PROTOCOL,
                        "its headers are longer than 64 KiB"));
    }

    /** It says wrongly how long it is. */
    static Stream<Arguments> measuring() {
        return Stream.of(
                argumentSet(
                        "two lengths",
                        says(HEAD + "Content-Length: 2\r\nContent-Length: 3\r\n\r\nok!"),
                        Fault.PROTOCOL,
                        "the answer is not HTTP: "),
                argumentSet(
                        "a length that is no number",
                        says(HEAD + "Content-Length: two\r\n\r\nok"),
                        Fault.PROTOCOL,
                        "the answer is not HTTP: "),
                argumentSet(
                        "a negative length",
                        says(HEAD + "Content-Length: -1\r\n\r\nok"),
                        Fault.PROTOCOL,
                        "the answer is not HTTP: "),
                argumentSet(
                        "a length and chunks",
                        says(HEAD + "Content-Length: 7\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n"),
                        Fault.PROTOCOL,
                        "the answer is not HTTP: "),
                argumentSet(
                        "a chunk without a size",
                        says(CHUNKED + "xyz\r\nok\r\n0\r\n\r\n"),
                        Fault.PROTOCOL,
                        "the answer is not HTTP: "),
                argumentSet(
                        "a body that does not end",
                        (RawServer.Behaviour) talk -> {
                            talk.request();
                            talk.say(HEAD + "\r\n");
                            byte[] piece = new byte[1 << 20];
                            while (true) {
                                talk.say(piece);
                            }
                        },
                        Fault.TOO_LARGE,
                        "the body is larger than 64 MiB"));
    }

    /** What it encodes cannot be decoded. */
    static Stream<Arguments> encoding() throws IOException {
        byte[] bomb = gzip(new byte[70 << 20]);
        byte[] half = gzip("hello".repeat(1000).getBytes(UTF_8));
        return Stream.of(
                argumentSet("a bomb", gzipped(bomb, bomb.length), Fault.TOO_LARGE, "the body is larger than 64 MiB"),
                argumentSet(
                        "gzip that ends in the middle",
                        gzipped(half, half.length - 9),
                        Fault.PROTOCOL,
                        "the gzip body ends in the middle"),
                argumentSet(
                        "no gzip at all",
                        says(HEAD + "Content-Encoding: gzip\r\nContent-Length: 5\r\n\r\nhello"),
                        Fault.PROTOCOL,
                        "the body is not the gzip that it says it is: it does not begin as gzip does"),
                argumentSet(
                        "brotli",
                        says(HEAD + "Content-Encoding: br\r\nContent-Length: 5\r\n\r\nhello"),
                        Fault.PROTOCOL,
                        "the body is encoded as br, which was not asked for (only gzip is)"));
    }

    /** It lets one wait. */
    static Stream<Arguments> waiting() {
        return Stream.of(
                argumentSet(
                        "for an answer",
                        (RawServer.Behaviour) RawServer.Talk::silence,
                        Fault.TIMEOUT,
                        "no answer within 500 ms: the request was sent, then came nothing"),
                argumentSet(
                        "for the end of the body",
                        (RawServer.Behaviour) talk -> {
                            talk.request();
                            talk.say(HEAD + "Content-Length: 10\r\n\r\n123");
                            talk.silence();
                        },
                        Fault.TIMEOUT,
                        "no answer within 500 ms: the answer began and did not end (3 bytes of its body had come)"),
                argumentSet(
                        "drop by drop",
                        (RawServer.Behaviour) talk -> {
                            talk.request();
                            talk.say(HEAD + "Content-Length: 1000\r\n\r\n");
                            while (true) {
                                talk.say(".");
                                java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
                            }
                        },
                        Fault.TIMEOUT,
                        "no answer within 500 ms: the answer began and did not end ("));
    }

    private static RawServer.Behaviour says(String answer) {
        return talk -> {
            talk.request();
            talk.say(answer);
        };
    }

    private static RawServer.Behaviour gzipped(byte[] body, int length) {
        return talk -> {
            talk.request();
            talk.say(HEAD + "Content-Encoding: gzip\r\nContent-Length: " + length + "\r\n\r\n");
            talk.say(java.util.Arrays.copyOf(body, length));
        };
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(plain);
        }
        return zipped.toByteArray();
    }

    private static Call get(String url) {
        return new Call("GET", Url.parse(url), new Headers(List.of(Map.entry("Accept-Encoding", "gzip"))), Bytes.NONE);
    }
}
