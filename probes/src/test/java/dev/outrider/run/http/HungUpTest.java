package dev.outrider.run.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrider.result.Outcome.Fault;
import dev.outrider.run.http.WebSocket.Opened;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A server may hang up after the connection was made and before anything is asked: Netty has emptied the pipeline by then. */
final class HungUpTest {
    private static final Url URL = Url.parse("http://shop.test/");

    @Test
    void a_request_has_no_answer_then() {
        EmbeddedChannel channel = new EmbeddedChannel();
        Connection.Http1 connection = left(channel);
        Room room = new Room(Kept.LIMIT, new Budget(1024).share());
        Exchange exchange = connection.begin(new Call("POST", URL, Headers.NONE, Bytes.of("x")), room);
        channel.runPendingTasks();
        assertThat(exchange.reply().getNow(null)).isInstanceOfSatisfying(Reply.Broken.class, broken -> {
            assertThat(broken.fault()).isEqualTo(Fault.RESET);
            assertThat(broken.detail()).isEqualTo("the server closed the connection without an answer");
        });
        assertThat(exchange.request().refCnt()).isZero();
        assertThat(exchange.untouched()).isTrue();
    }

    @Test
    void neither_has_the_request_for_a_websocket() {
        EmbeddedChannel channel = new EmbeddedChannel();
        Connection.Http1 connection = left(channel);
        Conversation conversation = new Conversation(URL, Headers.NONE, "", new Budget(1024).share());
        connection.onLoop(() -> conversation.begin(connection));
        channel.runPendingTasks();
        assertThat(conversation.opened().getNow(null))
                .isEqualTo(new Opened.Broken(
                        Fault.RESET, "the server closed the connection without an answer", Phases.NONE));
    }

    private static Connection.Http1 left(EmbeddedChannel channel) {
        Exchanges exchanges = new Exchanges(new AnswerDecoder(new HttpDecoderConfig()));
        channel.pipeline().addLast(exchanges);
        channel.close().syncUninterruptibly();
        channel.runPendingTasks();
        assertThat(channel.pipeline().context(exchanges)).isNull();
        return new Connection.Http1(channel, exchanges, new Peer("127.0.0.1:80", Optional.empty()), Optional.empty());
    }
}
