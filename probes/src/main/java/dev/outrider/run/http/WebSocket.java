package dev.outrider.run.http;

import dev.outrider.result.Outcome.Fault;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** A WebSocket that was opened. Used by one thread, which may wait. */
public final class WebSocket implements AutoCloseable {
    private static final int NORMAL = 1000;

    private final Channel channel;
    private final BlockingQueue<Heard> heard;
    private final String protocol;
    private final String address;
    private final Share share;

    WebSocket(Channel channel, BlockingQueue<Heard> heard, String protocol, String address, Share share) {
        this.share = share;
        this.channel = channel;
        this.heard = heard;
        this.protocol = protocol;
        this.address = address;
    }

    /** What became of the wish to open one. */
    public sealed interface Opened {
        record Open(WebSocket socket, Phases phases) implements Opened {}

        record Broken(Fault fault, String detail, Phases phases) implements Opened {}
    }

    /** What came. */
    public sealed interface Heard {
        /** A whole message; one that is no text as its bytes in hex. */
        record Message(String text) implements Heard {}

        /** The other end said goodbye; nothing comes after it. */
        record Closed(int code, String reason) implements Heard {}

        /** It ended without a goodbye. */
        record Broken(Fault fault, String detail) implements Heard {}

        /** More came than we have memory for, which ended it: nothing is known of the target. */
        record Crowded(String detail) implements Heard {}
    }

    /** The one that was agreed on; empty when none was. */
    public String protocol() {
        return protocol;
    }

    /** IP and port of the other end. */
    public String address() {
        return address;
    }

    /** Sends a message; what goes wrong is heard. */
    public void say(String text) {
        send(new TextWebSocketFrame(text));
    }

    /** Sends bytes as a message; what goes wrong is heard. */
    public void say(byte[] bytes) {
        send(new BinaryWebSocketFrame(Unpooled.wrappedBuffer(bytes)));
    }

    /** Says goodbye; the other end answers with the same. */
    public void sayGoodbye() {
        send(new CloseWebSocketFrame(NORMAL, ""));
    }

    private void send(WebSocketFrame frame) {
        var _ = channel.writeAndFlush(frame).addListener(written -> {
            if (!written.isSuccess()) {
                Faults.Finding finding = Faults.of(written.cause());
                heard.add(new Heard.Broken(finding.fault(), finding.detail()));
            }
        });
    }

    /** What comes next; nothing when the time is over. */
    public Optional<Heard> next(Deadline deadline) throws InterruptedException {
        return Optional.ofNullable(heard.poll(deadline.left(), TimeUnit.NANOSECONDS));
    }

    @Override
    public void close() {
        Closing.close(channel);
        share.close();
    }
}
