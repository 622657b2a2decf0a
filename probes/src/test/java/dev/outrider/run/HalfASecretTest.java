package dev.outrider.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.outrider.result.Outcome;
import dev.outrider.result.RunResult;
import dev.outrider.run.http.RawServer;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A server says our secret again, so that it stands across the place where a sentence is cut: no half of it may be seen. */
final class HalfASecretTest {
    private static final Vertx VERTX = Vertx.vertx(Runner.options());
    /** Longer than any quotation, with letters that are escaped; no stretch of it comes twice. */
    private static final String SECRET = IntStream.range(0, 120)
            .mapToObj(i -> "%05d'b".formatted(i * 7919 % 99_991))
            .collect(Collectors.joining());
    /** Stands before it, and is shorter than the shortest quotation. */
    private static final String BEFORE = "you said ";

    @TempDir
    static Path folder;

    private static Shop shop;

    @BeforeAll
    static void open() throws Exception {
        shop = new Shop(VERTX);
        Path owned = Files.createDirectories(folder.resolve("team-shop"));
        Files.writeString(owned.resolve("canary"), SECRET);
    }

    @AfterAll
    static void stop() {
        shop.close();
    }

    static Stream<Arguments> places() {
        String http = "HTTP/1.1 %s\r\nContent-Length: %d\r\n\r\n%s";
        String said = BEFORE + SECRET;
        String ok = http.formatted("200 OK", said.length(), said);
        return Stream.of(
                argumentSet(
                        "the refusal of a WebSocket",
                        http.formatted("403 Forbidden", said.length(), said),
                        "ws: \"ws://127.0.0.1:%d/\""),
                argumentSet(
                        "the last message of a WebSocket",
                        said,
                        "ws: { url: \"ws://127.0.0.1:%d/\", talk: [{ hear: nothing }] }"),
                argumentSet(
                        "what TCP said",
                        SECRET + " is what you said",
                        "tcp: { address: \"127.0.0.1:%d\", talk: [{ hear: nothing }] }"),
                argumentSet(
                        "what declines STARTTLS",
                        "599 " + said + "\r\n",
                        "tls: { address: \"127.0.0.1:%d\", starttls: smtp }"),
                argumentSet("an answer that is not HTTP", SECRET + " 200 OK\r\n\r\n", "GET: \"http://127.0.0.1:%d/\""),
                argumentSet(
                        "a length that is none",
                        "HTTP/1.1 200 OK\r\nContent-Length: " + said + "\r\n\r\n",
                        "GET: \"http://127.0.0.1:%d/\""),
                argumentSet(
                        "the value that an expectation quotes",
                        ok,
                        "GET: \"http://127.0.0.1:%d/\"\n    expect: text == 'x'"),
                argumentSet("a body that is not JSON", ok, "GET: \"http://127.0.0.1:%d/\"\n    expect: json.id == 1"),
                argumentSet(
                        "a body that is not XML",
                        ok,
                        "GET: \"http://127.0.0.1:%d/\"\n    expect: xml.count('/a') == 1"),
                argumentSet("what is no number", ok, "GET: \"http://127.0.0.1:%d/\"\n    expect: int(text) == 1"));
    }

    @ParameterizedTest
    @MethodSource("places")
    void is_masked_before_the_sentence_is_cut(String answer, String step) throws Exception {
        try (RawServer server = RawServer.that(talk -> {
            if (step.startsWith("ws") && !answer.startsWith("HTTP")) {
                accept(talk, answer);
                return;
            }
            if (step.startsWith("GET") || step.startsWith("ws")) {
                talk.request();
            }
            talk.say(answer);
        })) {
            RunResult result = run("steps:\n  - name: Ask\n    let: { used: secrets.canary }\n    "
                    + step.formatted(server.port()) + "\n");
            assertThat(result.outcome()).isInstanceOf(Outcome.Failed.class);
            String told = result.toString();
            assertThat(told).contains("[secret");
            assertThat(told).doesNotContain("\uFDD0", "\uFDD1", "\uFDD2", "\uFDD3");
            for (int i = 0; i + 8 <= SECRET.length(); i++) {
                assertThat(told).doesNotContain(SECRET.substring(i, i + 8));
            }
        }
    }

    /** Opens the WebSocket, says one message and hangs up. */
    private static void accept(RawServer.Talk talk, String message) throws IOException {
        String key = talk.request()
                .lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("sec-websocket-key:"))
                .map(line -> line.substring(18).strip())
                .findFirst()
                .orElseThrow();
        talk.say("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Accept: " + proof(key) + "\r\n\r\n");
        talk.say(new byte[] {(byte) 0x81, 126, (byte) (message.length() >> 8), (byte) message.length()});
        talk.say(message);
    }

    private static String proof(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1")
                    .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    private static RunResult run(String steps) {
        RunSettings settings =
                RunSettings.DEFAULT.withStarved(Duration.ofSeconds(30)).withSecrets(folder);
        Ride ride = new Ride(VERTX, shop)
                .with(
                        "environments/test.yaml",
                        "environment: test\nvars: { shop: \"%s\" }\nsecrets: { canary: \"file:canary\" }\n"
                                .formatted(shop.url()));
        try (Runner runner = new Runner(VERTX, settings, InstantSource.system(), new Random(1))) {
            return ride.run(runner, ride.compiled(steps));
        }
    }
}
