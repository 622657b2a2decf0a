package dev.outrider.run.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.outrider.result.Outcome.Fault;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What an HTTP/2 server says it did not process is asked again once, a POST too; what it may have processed is not. */
final class UnprocessedTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final Dialer DIALER = new Dialer(VERTX, Optional.empty());

    /** What a server does in place of an answer. */
    interface Refusal {
        void to(Frames frames, int stream) throws IOException;
    }

    static Stream<Arguments> refusals() {
        Refusal reset = (frames, stream) -> frames.reset(stream, Frames.REFUSED_STREAM);
        Refusal goAway = (frames, stream) -> frames.goAway(stream - 2, Frames.NO_ERROR);
        return Stream.of(argumentSet("RST_STREAM", reset), argumentSet("GOAWAY", goAway));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void a_post_that_was_refused_is_asked_again_on_a_new_connection(Refusal refusal) throws Exception {
        AtomicInteger asked = new AtomicInteger();
        try (RawServer server = RawServer.that(talk -> {
                    Frames frames = Frames.begin(talk);
                    int stream = frames.request();
                    if (asked.incrementAndGet() == 1) {
                        refusal.to(frames, stream);
                    } else {
                        frames.answer(stream, "ordered");
                    }
                    talk.silence();
                });
                Line line = DIALER.http2()) {
            assertThat(text(post(line, server))).isEqualTo("ordered");
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void so_is_one_on_a_connection_that_was_kept(Refusal refusal) throws Exception {
        AtomicInteger asked = new AtomicInteger();
        try (RawServer server = RawServer.that(talk -> {
                    Frames frames = Frames.begin(talk);
                    frames.answer(frames.request(), "one");
                    int stream = frames.request();
                    if (stream > 0 && asked.incrementAndGet() == 1) {
                        refusal.to(frames, stream);
                    }
                    talk.silence();
                });
                Line line = DIALER.http2()) {
            assertThat(text(post(line, server))).isEqualTo("one");
            assertThat(text(post(line, server))).isEqualTo("one");
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void who_refuses_again_has_failed(Refusal refusal) throws Exception {
        try (RawServer server = RawServer.that(talk -> {
                    Frames frames = Frames.begin(talk);
                    refusal.to(frames, frames.request());
                    talk.silence();
                });
                Line line = DIALER.http2()) {
            assertThat(post(line, server))
                    .isInstanceOfSatisfying(
                            Reply.Broken.class,
                            broken -> assertThat(broken.fault()).isEqualTo(Fault.RESET));
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    static Stream<Arguments> doubts() {
        Refusal another = (frames, stream) -> frames.reset(stream, Frames.INTERNAL_ERROR);
        Refusal lookedAt = (frames, stream) -> {
            frames.goAway(stream, Frames.NO_ERROR);
            frames.reset(stream, Frames.INTERNAL_ERROR);
        };
        return Stream.of(argumentSet("another reason", another), argumentSet("it was looked at", lookedAt));
    }

    @ParameterizedTest
    @MethodSource("doubts")
    void what_may_have_been_processed_is_not_asked_again(Refusal refusal) throws Exception {
        try (RawServer server = RawServer.that(talk -> {
                    Frames frames = Frames.begin(talk);
                    refusal.to(frames, frames.request());
                    talk.silence();
                });
                Line line = DIALER.http2()) {
            assertThat(post(line, server)).isInstanceOf(Reply.Broken.class);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    static Stream<Arguments> codesOfTheirOwn() {
        Refusal reset = (frames, stream) -> frames.reset(stream, 0x4d2);
        Refusal goAway = (frames, stream) -> frames.goAway(stream - 2, 0x4d2);
        return Stream.of(argumentSet("RST_STREAM", reset), argumentSet("GOAWAY", goAway));
    }

    @ParameterizedTest
    @MethodSource("codesOfTheirOwn")
    void a_code_that_no_standard_knows_is_told_as_it_is(Refusal refusal) throws Exception {
        try (RawServer server = RawServer.that(talk -> {
                    Frames frames = Frames.begin(talk);
                    refusal.to(frames, frames.request());
                });
                Line line = DIALER.http2()) {
            assertThat(post(line, server)).isInstanceOfSatisfying(Reply.Broken.class, broken -> {
                assertThat(broken.fault()).isEqualTo(Fault.RESET);
                assertThat(broken.detail()).contains("code 1234").doesNotContain("within");
            });
        }
    }

    @Test
    void a_connection_that_was_given_up_while_it_was_idle_is_not_asked_again() throws Exception {
        CountDownLatch idle = new CountDownLatch(1);
        AtomicInteger tooLate = new AtomicInteger();
        try (RawServer server = RawServer.that(talk -> {
                    Frames frames = Frames.begin(talk);
                    int stream = frames.request();
                    frames.answer(stream, "yes");
                    frames.goAway(stream, Frames.NO_ERROR);
                    frames.settle();
                    idle.countDown();
                    if (frames.request() > 0) {
                        tooLate.incrementAndGet();
                    }
                });
                Line line = DIALER.http2()) {
            assertThat(text(post(line, server))).isEqualTo("yes");
            assertThat(idle.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(text(post(line, server))).isEqualTo("yes");
            assertThat(server.connections()).isEqualTo(2);
            assertThat(tooLate).hasValue(0);
        }
    }

    private static Reply post(Line line, RawServer server) throws InterruptedException {
        Call call = new Call("POST", Url.parse(server.url("/orders")), Headers.NONE, Bytes.of("one"));
        return line.exchange(call, Deadline.in(Duration.ofSeconds(30)));
    }

    private static String text(Reply reply) {
        assertThat(reply).isInstanceOf(Reply.Answered.class);
        return ((Reply.Answered) reply).answer().text();
    }
}
