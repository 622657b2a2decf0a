package dev.outrider.run.http;

import dev.outrider.result.Outcome.Fault;
import dev.outrider.run.http.WebSocket.Heard;
import dev.outrider.run.http.WebSocket.Opened;
import dev.outrider.source.Quotation;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.Utf8FrameValidator;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakerFactory;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketHandshakeException;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import io.netty.util.ReferenceCountUtil;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * The last handler of a channel that becomes a WebSocket. It opens it, puts whole messages aside for the one who waits, answers
 * pings, and ends the conversation when more came than is kept of a body.
 */
final class Conversation extends ChannelInboundHandlerAdapter {
    /** What is told of the body of a refusal. */
    private static final int TOLD = 300;
    /** Of it, in bytes: nobody can cut it before secrets are masked. */
    private static final int KEPT = 4 * (TOLD + Quotation.MARGIN);
    /** Messages and pings of one conversation. */
    private static final int MOST = 10_000;
    /** The code that stands for an end without goodbye; it is never sent (RFC 6455, 7.4.1). */
    private static final int NO_CODE = 1005;

    private final CompletableFuture<Opened> opened = new CompletableFuture<>();
    private final BlockingQueue<Heard> heard = new LinkedBlockingQueue<>();
    private final WebSocketClientHandshaker handshaker;
    private final Share share;
    private final ByteArrayOutputStream refusal = new ByteArrayOutputStream();
    private String address = "";
    private @Nullable HttpResponse head;
    private long bytes;
    private int frames;
    private boolean ended;

    Conversation(Url url, Headers headers, String protocols, Share share) {
        this.share = share;
        HttpHeaders own = new DefaultHttpHeaders();
        headers.fields().forEach(field -> own.add(field.getKey(), field.getValue()));
        this.handshaker = WebSocketClientHandshakerFactory.newHandshaker(
                URI.create(url.toString().replaceFirst("^http", "ws")),
                WebSocketVersion.V13,
                protocols.isEmpty() ? null : protocols,
                false,
                own,
                Kept.LIMIT);
    }

    CompletableFuture<Opened> opened() {
        return opened;
    }

    /** Takes a connection over that nothing was asked on. Runs on its event loop. */
    void begin(Connection.Http1 connection) {
        address = connection.peer().address();
        // A closed channel's pipeline is empty, and there is nothing to take the place of.
        if (!connection.channel().isActive()) {
            broken(Fault.RESET, "the server closed the connection without an answer");
            return;
        }
        connection.channel().pipeline().replace(connection.exchanges(), "conversation", this);
        var _ = handshaker.handshake(connection.channel()).addListener(written -> {
            if (!written.isSuccess()) {
                Faults.Finding finding = Faults.of(written.cause());
                broken(finding.fault(), finding.detail());
            }
        });
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        try {
            switch (message) {
                case HttpObject part -> answer(context, part);
                case WebSocketFrame frame -> frame(context, frame);
                default -> {}
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void answer(ChannelHandlerContext context, HttpObject part) {
        if (part.decoderResult().isFailure()) {
            broken(Fault.PROTOCOL, Faults.notHttp(part.decoderResult().cause()));
            return;
        }
        if (part instanceof HttpResponse response
                && (response.status().code() / 100 != 1 || response.status().code() == 101)) {
            head = response;
        }
        HttpResponse answer = head;
        if (answer == null || !(part instanceof HttpContent content)) {
            return;
        }
        if (answer.status().code() != 101) {
            refused(answer, content);
        } else if (content instanceof LastHttpContent) {
            accepted(context, answer);
        }
    }

    private void refused(HttpResponse answer, HttpContent content) {
        byte[] bytes = ByteBufUtil.getBytes(content.content());
        refusal.write(bytes, 0, Math.min(bytes.length, KEPT - refusal.size()));
        if (content instanceof LastHttpContent || refusal.size() == KEPT) {
            refused(answer);
        }
    }

    private void refused(HttpResponse answer) {
        String body = refusal.toString(StandardCharsets.UTF_8).strip().replaceAll("\\s+", " ");
        String detail = "the server refuses the WebSocket with HTTP " + answer.status();
        broken(Fault.STATUS, body.isEmpty() ? detail : detail + ": " + Quotation.first(body, TOLD));
    }

    private void accepted(ChannelHandlerContext context, HttpResponse answer) {
        DefaultFullHttpResponse whole = new DefaultFullHttpResponse(
                answer.protocolVersion(),
                answer.status(),
                context.alloc().buffer(0),
                answer.headers(),
                EmptyHttpHeaders.INSTANCE);
        try {
            handshaker.finishHandshake(context.channel(), whole);
        } catch (WebSocketHandshakeException wrong) {
            broken(Fault.PROTOCOL, "the server's answer opens no WebSocket: " + wrong.getMessage());
            return;
        } finally {
            whole.release();
        }
        context.pipeline()
                .addBefore(context.name(), "utf8", new Utf8FrameValidator())
                .addBefore(context.name(), "whole", new WebSocketFrameAggregator(Kept.LIMIT));
        String agreed = handshaker.actualSubprotocol();
        opened.complete(new Opened.Open(
                new WebSocket(context.channel(), heard, agreed == null ? "" : agreed, address, share), Phases.NONE));
    }

    private void frame(ChannelHandlerContext context, WebSocketFrame frame) {
        bytes += frame.content().readableBytes();
        if (bytes > Kept.LIMIT || ++frames > MOST) {
            tooLarge(context);
            return;
        }
        switch (frame) {
            case TextWebSocketFrame text -> message(context, text.text());
            case BinaryWebSocketFrame binary -> message(context, ByteBufUtil.hexDump(binary.content()));
            case PingWebSocketFrame ping -> {
                var _ = context.writeAndFlush(
                        new PongWebSocketFrame(ping.content().retain()));
            }
            case CloseWebSocketFrame goodbye -> {
                int code = goodbye.statusCode();
                String reason = goodbye.reasonText();
                heard(new Heard.Closed(code < 0 ? NO_CODE : code, reason == null ? "" : reason));
                ended = true;
                var _ = context.writeAndFlush(goodbye.retain()).addListener(sent -> Closing.close(context.channel()));
            }
            default -> {}
        }
    }

    private void message(ChannelHandlerContext context, String text) {
        if (ended) {
            return;
        }
        if (share.take(text.length(), bytes)) {
            heard(new Heard.Message(text));
        } else {
            heard(new Heard.Crowded(share.shortage(bytes - text.length(), bytes)));
            ended = true;
            Closing.close(context.channel());
        }
    }

    private void heard(Heard what) {
        if (!ended) {
            heard.add(what);
        }
    }

    private void tooLarge(ChannelHandlerContext context) {
        broken(Fault.TOO_LARGE, "more than 5 MiB or 10,000 messages came");
        Closing.close(context.channel());
    }

    private void broken(Fault fault, String detail) {
        if (!opened.complete(new Opened.Broken(fault, detail, Phases.NONE))) {
            heard(new Heard.Broken(fault, detail));
            ended = true;
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        HttpResponse answer = head;
        if (!opened.isDone() && answer != null && answer.status().code() != 101) {
            refused(answer);
        }
        broken(
                Fault.RESET,
                opened.isDone()
                        ? "the server closed the connection without a goodbye"
                        : "the server closed the connection without an answer");
        context.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        Throwable reason = cause.getCause() == null ? cause : cause.getCause();
        if (cause instanceof TooLongFrameException || reason instanceof TooLongFrameException) {
            tooLarge(context);
            return;
        }
        if (cause instanceof CorruptedWebSocketFrameException || reason instanceof CorruptedWebSocketFrameException) {
            broken(Fault.PROTOCOL, "what came is no WebSocket: " + reason.getMessage());
        } else {
            Faults.Finding finding = Faults.of(cause);
            broken(finding.fault(), finding.detail());
        }
        Closing.close(context.channel());
    }
}
