package dev.outrider.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.outrider.result.RunResult;
import dev.outrider.result.Strain;
import dev.outrider.result.Timings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CodecTest {
    private static final Path GOLDEN = Path.of("src/test/resources/fleet");

    static Stream<Arguments> messages() {
        return Stream.of(
                argumentSet("hello", Samples.HELLO, (Function<byte[], Message>) Codec::hello),
                argumentSet("welcome", Samples.WELCOME, (Function<byte[], Message>) Codec::welcome),
                argumentSet("bundle-request", Samples.REQUEST, (Function<byte[], Message>) Codec::request),
                argumentSet("bundle-reply", Samples.REPLY, (Function<byte[], Message>) Codec::reply),
                argumentSet("batch", Samples.BATCH, (Function<byte[], Message>)
                        json -> Codec.batch(json).batch()),
                argumentSet("ack", Samples.ACK, (Function<byte[], Message>) Codec::ack));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void the_wire_is_as_in_the_golden_file(Message message, Function<byte[], Message> decode) throws IOException {
        Path golden = GOLDEN.resolve(Envelope.type(message) + ".v1");
        byte[] bytes = Envelope.seal(message);
        if (System.getProperty("outrider.golden", "").equals("write")) {
            Files.writeString(golden, new String(bytes, StandardCharsets.UTF_8) + "\n");
        }

        assertThat(new String(bytes, StandardCharsets.UTF_8) + "\n").isEqualTo(Files.readString(golden));
        Envelope opened = Envelope.open(Files.readAllBytes(golden), Envelope.type(message));
        assertThat(decode.apply(opened.payload())).isEqualTo(message);
    }

    @Test
    void an_agents_message_carries_a_signature_over_exactly_its_payload(@TempDir Path directory)
            throws GeneralSecurityException {
        AgentKeys keys = AgentKeys.in(directory);
        Envelope envelope = Envelope.open(Envelope.seal(Samples.BATCH, "eu-1", Optional.of("s-1"), keys), "batch");
        Signed signed = envelope.signed().orElseThrow();

        assertThat(signed).extracting(Signed::agent, Signed::store).containsExactly("eu-1", Optional.of("s-1"));
        assertThat(signed.keyId()).isEqualTo(AgentKeys.in(directory).keyId());
        Signature check = Signature.getInstance("Ed25519");
        check.initVerify(AgentKeys.in(directory).publicKey());
        check.update(envelope.payload());
        assertThat(check.verify(Base64.getDecoder().decode(signed.signature()))).isTrue();
    }

    @Test
    void a_spoiled_key_file_is_named(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("agent.key"), "nonsense\nnonsense\n");
        assertThatThrownBy(() -> AgentKeys.in(directory))
                .isInstanceOf(FleetException.class)
                .hasMessageContaining("agent.key holds no Ed25519 key");
    }

    @RepeatedTest(200)
    void every_result_comes_back_as_it_went(RepetitionInfo repetition) {
        RunResult result = new Samples(new Random(repetition.getCurrentRepetition())).result();
        assertThat(ResultCodec.decode(ResultCodec.encode(result)))
                .as("seed %d", repetition.getCurrentRepetition())
                .isEqualTo(result);
    }

    @RepeatedTest(200)
    void poison_is_refused_with_a_sentence_and_nothing_else_happens(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        byte[] bytes = Envelope.seal(
                new Batch("b", "a", "r", "s", List.of(new Samples(random).result(), new Samples(random).result())));
        for (int i = 0; i < 100; i++) {
            byte[] poison = bytes.clone();
            for (int flips = random.nextInt(1, 4); flips > 0; flips--) {
                poison[random.nextInt(poison.length)] = (byte) random.nextInt();
            }
            try {
                Codec.batch(Envelope.open(poison, "batch").payload());
            } catch (Malformed refused) {
                assertThat(refused).message().isNotBlank();
            }
        }
    }

    @Test
    void another_version_or_type_is_refused_with_what_to_do() {
        assertThatThrownBy(() -> Envelope.open(bytes("{\"v\":2,\"type\":\"hello\"}\n{}"), "hello"))
                .hasMessage(
                        "a message of version 2, and this process understands version 1: upgrade the older of the two");
        assertThatThrownBy(() -> Envelope.open(bytes("{\"v\":1,\"type\":\"riddle\"}\n{}"), "hello"))
                .hasMessage("a message of type 'riddle' where 'hello' belongs: upgrade the older of the two");
    }

    @Test
    void a_newer_agent_may_say_more() {
        String json = new String(ResultCodec.encode(Samples.RESULT), StandardCharsets.UTF_8);
        assertThat(ResultCodec.decode(bytes(json.replaceFirst("\\{", "{\"mood\":{\"good\":[true]},"))))
                .isEqualTo(Samples.RESULT);
    }

    @Test
    void what_an_older_agent_sent_or_an_older_spool_holds_is_read() throws IOException {
        byte[] old = Files.readAllBytes(GOLDEN.resolve("batch.v1-before-strain"));
        RunResult result = Codec.batch(Envelope.open(old, "batch").payload())
                .batch()
                .results()
                .getFirst();
        assertThat(result.strain())
                .isEqualTo(new Strain(Duration.ofMillis(2), Duration.ZERO, Duration.ZERO, Optional.empty()));
        assertThat(result.steps().getFirst().fingerprint()).isEmpty();
        assertThat(result.evidence().exchanges().getFirst().timings()).isEqualTo(Timings.NONE);
    }

    @Test
    void an_older_agent_says_nothing_of_what_it_can() throws IOException {
        byte[] old = Files.readAllBytes(GOLDEN.resolve("hello.v1-before-abilities"));
        Hello hello = Codec.hello(Envelope.open(old, "hello").payload());
        assertThat(hello.can()).isEmpty();
        assertThat(hello.lacksBrowser()).isFalse();
    }

    @Test
    void one_unreadable_result_does_not_hold_up_its_neighbours() {
        String json = new String(
                Codec.encode(
                        (Message) new Batch("b-1", "eu-1", "eu-west", "s-1", List.of(Samples.RESULT, Samples.RESULT))),
                StandardCharsets.UTF_8);
        Codec.Received received = Codec.batch(bytes(json.replaceFirst("\"fail\"", "\"exploded\"")));

        assertThat(received.batch().results()).containsExactly(Samples.RESULT);
        assertThat(received.refused())
                .isEqualTo(Map.of(
                        Samples.RESULT.runId(), "batch.results[0].outcome.word is 'exploded', which is no outcome"));
    }

    @Test
    void a_character_cut_in_half_becomes_a_replacement_character() {
        Bundle bundle = new Bundle("d", "j", "e", "s", Map.of("f", "ok\uD83D\uDE00 cut\uD83D"));
        assertThat(Codec.bundle(Codec.encode(bundle)).files()).isEqualTo(Map.of("f", "ok\uD83D\uDE00 cut\uFFFD"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
