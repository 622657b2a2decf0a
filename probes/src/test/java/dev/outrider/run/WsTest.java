package dev.outrider.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrider.result.Outcome;
import dev.outrider.result.Outcome.Fault;
import dev.outrider.result.Outcome.Trouble;
import dev.outrider.result.RunResult;
import dev.outrider.run.http.Keys;
import dev.outrider.run.http.RawServer;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Conversations with a real WebSocket server. */
final class WsTest {
    private static final Vertx VERTX = Vertx.vertx(Runner.options());

    @TempDir
    static Path folder;

    private static Keys keys;
    private static HttpServer plain;
    private static HttpServer secure;
    private static Shop shop;

    @BeforeAll
    static void open() throws Exception {
        keys = Keys.in(folder);
        plain = server(new HttpServerOptions());
        secure = server(new HttpServerOptions().setSsl(true).setUseAlpn(true).setKeyCertOptions(keys.options()));
        shop = new Shop(VERTX);
    }

    private static HttpServer server(HttpServerOptions options) {
        return VERTX.createHttpServer(options.setWebSocketSubProtocols(List.of("prices.v2", "prices.v1")))
                .webSocketHandshakeHandler(handshake -> {
                    if (handshake.path().equals("/closed")) {
                        handshake.reject(403);
                    } else {
                        handshake.accept();
                    }
                })
                .webSocketHandler(WsTest::serve)
                .requestHandler(request -> request.response()
                        .putHeader("Set-Cookie", "seat=12; Path=/")
                        .end("no socket"))
                .listen(0, "127.0.0.1")
                .await();
    }

    private static void serve(ServerWebSocket socket) {
        switch (socket.path()) {
            case "/greeting" ->
                socket.writeTextMessage("hello " + socket.headers().get("Cookie") + " "
                        + socket.headers().get("X-Seat"));
            case "/login" ->
                socket.textMessageHandler(text -> socket.writeTextMessage(
                        text.equals("login") ? "{\"token\":\"t-1\"}" : text.equals("join t-1") ? "joined" : "who?"));
            case "/ticks" -> {
                for (int i = 1; i <= 5; i++) {
                    socket.writeTextMessage("tick " + i);
                }
            }
            case "/bye" -> {
                socket.writeTextMessage("closing");
                socket.close((short) 1008, "house is full");
            }
            case "/bytes" -> socket.binaryMessageHandler(socket::writeBinaryMessage);
            case "/flood" -> {
                Buffer megabyte = Buffer.buffer(new byte[1 << 20]);
                for (int i = 0; i < 7; i++) {
                    socket.writeBinaryMessage(megabyte);
                }
            }
            case "/fragments" -> {
                socket.writeFrame(io.vertx.core.http.WebSocketFrame.textFrame("one ", false));
                socket.writePing(Buffer.buffer("are you there"));
                socket.writeFrame(io.vertx.core.http.WebSocketFrame.continuationFrame(Buffer.buffer("message"), true));
            }
            default -> socket.textMessageHandler(socket::writeTextMessage);
        }
    }

    @AfterAll
    static void stop() {
        shop.close();
    }

    @Test
    void messages_are_sent_and_come_back() {
        RunResult result = run("""
                steps:
                  - name: Echo
                    let: { word: "'one'" }
                    ws: { url: "ws://127.0.0.1:%d/echo", send: ["${word}", two], receive: 2 }
                    expect:
                      - ws.messages == ['one', 'two']
                      - ws.code == 1000 && ws.protocol == '' && ws.reason == ''
                      - timing.connect > duration('0s') && timing.wait > duration('0s')
                """);
        assertThat(result.outcome()).isEqualTo(new Outcome.Passed());
        assertThat(result.steps().getFirst().request()).contains("ws ws://127.0.0.1:" + plain.actualPort() + "/echo");
    }

    @Test
    void a_handshake_is_enough_where_nobody_reads_a_message() {
        assertThat(outcome("""
                steps: [{ ws: "ws://127.0.0.1:%d/echo" }]
                """)).isEqualTo(new Outcome.Passed());
    }

    @Test
    void the_request_that_opens_it_carries_the_customers_cookies_and_the_authors_headers() {
        assertThat(outcome("""
                steps:
                  - GET: "http://127.0.0.1:%1$d/"
                  - ws: { url: "ws://127.0.0.1:%1$d/greeting", headers: { X-Seat: window } }
                    expect: ws.messages[0] == 'hello seat=12 window'
                """)).isEqualTo(new Outcome.Passed());
    }

    @Test
    void what_is_said_may_be_made_of_what_was_heard() {
        assertThat(outcome("""
                steps:
                  - ws:
                      url: "ws://127.0.0.1:%d/login"
                      talk:
                        - send: login
                        - hear: token
                        - send: join ${json.decode(ws.messages[0]).token}
                        - until: ws.messages.exists(m, m == 'joined')
                    capture: { last: "ws.messages[1]" }
                """)).isEqualTo(new Outcome.Passed());
        assertThat(outcome("""
                steps:
                  - ws:
                      url: "ws://127.0.0.1:%d/login"
                      talk: [{ send: nobody }, { hear: who }, { send: "join ${json.decode(ws.messages[0]).token}" }]
                """)).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.fault()).isEqualTo(Fault.CAPTURE);
            assertThat(failed.detail()).startsWith("what is said next cannot be made: ");
        });
    }

    @Test
    void a_subprotocol_is_agreed_on() {
        assertThat(outcome("""
                steps:
                  - ws: { url: "ws://127.0.0.1:%d/echo", protocol: [prices.v1, prices.v0] }
                    expect: ws.protocol == 'prices.v1'
                """)).isEqualTo(new Outcome.Passed());
    }

    @Test
    void a_goodbye_before_all_was_heard_is_told_with_its_code() {
        assertThat(outcome("""
                steps:
                  - ws: { url: "ws://127.0.0.1:%d/bye", receive: 2 }
                """))
                .isEqualTo(
                        new Outcome.Failed(
                                Fault.RESET,
                                "the server ended the conversation with code 1008: house is full; the last of 1 messages was closing"));
        assertThat(outcome("""
                steps:
                  - ws: { url: "ws://127.0.0.1:%d/bye", receive: 2 }
                    expect: ws.code == 1008 && ws.reason == 'house is full'
                """)).isEqualTo(new Outcome.Passed());
    }

    @Test
    void a_refused_handshake_is_told_with_its_status() {
        assertThat(outcome("steps: [{ ws: \"ws://127.0.0.1:%d/closed\" }]"))
                .isEqualTo(new Outcome.Failed(
                        Fault.STATUS, "the server refuses the WebSocket with HTTP 403 Forbidden: Forbidden"));
        assertThat(run(
                                "steps: [{ ws: \"ws://127.0.0.1:%d/\" }]",
                                java.net.URI.create(shop.url()).getPort())
                        .outcome())
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed ->
                                assertThat(failed.detail()).startsWith("the server refuses the WebSocket with HTTP "));
    }

    @Test
    void who_answers_101_and_opens_nothing_is_told_so() throws Exception {
        try (RawServer liar = RawServer.answering(
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: x\r\n\r\n")) {
            assertThat(run("steps: [{ ws: \"ws://127.0.0.1:%d/\" }]", liar.port())
                            .outcome())
                    .isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
                        assertThat(failed.fault()).isEqualTo(Fault.PROTOCOL);
                        assertThat(failed.detail()).startsWith("the server's answer opens no WebSocket: ");
                    });
        }
    }

    @Test
    void a_message_that_does_not_come_is_told_with_what_came() {
        assertThat(outcome("""
                steps:
                  - ws: { url: "ws://127.0.0.1:%d/ticks", receive: 6 }
                    timeout: 2s
                """))
                .isEqualTo(new Outcome.Failed(
                        Fault.TIMEOUT, "5 of 6 messages came within 2 s; the last of 5 messages was tick 5"));
        assertThat(outcome("""
                steps:
                  - ws: { url: "ws://127.0.0.1:%d/ticks", talk: [{ hear: tick 3 }, { hear: tick 2 }] }
                    timeout: 2s
                """))
                .isEqualTo(new Outcome.Failed(
                        Fault.TIMEOUT, "no message with 'tick 2' within 2 s; the last of 5 messages was tick 5"));
    }

    @Test
    void a_server_that_does_not_answer_the_handshake_ends_with_the_time() throws Exception {
        try (RawServer silent = RawServer.that(RawServer.Talk::silence)) {
            assertThat(run("""
                            steps:
                              - ws: "ws://127.0.0.1:%d/"
                                timeout: 300ms
                            """, silent.port()).outcome())
                    .isEqualTo(new Outcome.Failed(
                            Fault.TIMEOUT, "the server did not answer the request for a WebSocket within 300 ms"));
        }
    }

    @Test
    void bytes_are_said_and_heard_in_hex_and_fragments_are_one_message() {
        assertThat(outcome("""
                steps:
                  - ws: { url: "ws://127.0.0.1:%1$d/bytes", talk: [{ bytes: 00 ff 10 }, { until: ws.messages.size() == 1 }] }
                    expect: ws.messages == ['00ff10']
                  - ws: "ws://127.0.0.1:%1$d/fragments"
                    expect: ws.messages == ['one message']
                """)).isEqualTo(new Outcome.Passed());
        assertThat(outcome("""
                steps: [{ ws: { url: "ws://127.0.0.1:%1$d/bytes", talk: [{ bytes: no }] } }]
                """)).isInstanceOfSatisfying(Outcome.Errored.class, errored -> {
            assertThat(errored.trouble()).isEqualTo(Trouble.EXPRESSION);
            assertThat(errored.detail()).startsWith("'no' is not bytes in hex");
        });
    }

    @Test
    void more_messages_than_are_kept_end_the_conversation() {
        assertThat(outcome("""
                steps: [{ ws: { url: "ws://127.0.0.1:%d/flood", receive: 100 } }]
                """)).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.fault()).isEqualTo(Fault.TOO_LARGE);
            assertThat(failed.detail()).startsWith("more than 5 MiB or 10,000 messages came");
        });
    }

    @Test
    void tls_is_verified_as_for_a_customer() {
        String step =
                "steps: [{ ws: { url: \"wss://localhost:%d/echo\", send: hi }, expect: \"ws.messages == ['hi']\" }]"
                        .formatted(secure.actualPort());
        assertThat(new Ride(VERTX, shop).trusting(keys.certificate()).run(step).outcome())
                .isEqualTo(new Outcome.Passed());
        assertThat(new Ride(VERTX, shop).run(step).outcome())
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.fault()).isEqualTo(Fault.TLS));
    }

    private static Outcome outcome(String steps) {
        return run(steps).outcome();
    }

    private static RunResult run(String steps) {
        return run(steps, plain.actualPort());
    }

    private static RunResult run(String steps, int port) {
        return new Ride(VERTX, shop).run(steps.formatted(port));
    }
}
