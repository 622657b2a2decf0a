package dev.outrider.run.http;

import dev.outrider.result.Outcome.Fault;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2GoAwayFrame;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/** The last handler of a channel that speaks HTTP: one exchange at a time, on an HTTP/1.1 connection or an HTTP/2 stream. */
final class Exchanges extends ChannelDuplexHandler {
    /** An empty line too many is forgiven, as RFC 9112 (2.2) advises. */
    private static final int EMPTY_LINE = 2;

    private final @Nullable AnswerDecoder decoder;
    private @Nullable Exchange current;
    private volatile boolean reusable = true;

    /** @param decoder in front of it on an HTTP/1.1 connection; a stream has none */
    Exchanges(@Nullable AnswerDecoder decoder) {
        this.decoder = decoder;
    }

    /** Whether another exchange may follow on this channel. */
    boolean reusable() {
        return reusable;
    }

    /** A byte came in. Called before anything is decoded, so that {@code wait} ends with the first byte, not with the headers. */
    void heard() {
        if (current != null) {
            current.heard();
        }
    }

    void begin(ChannelHandlerContext context, Exchange exchange) {
        if (!context.channel().isActive()) {
            ReferenceCountUtil.release(exchange.request());
            exchange.closed();
            return;
        }
        current = exchange;
        if (decoder != null) {
            decoder.expect(exchange.request().method().equals(HttpMethod.HEAD));
        }
        exchange.began();
        var _ = context.writeAndFlush(exchange.request()).addListener(written -> {
            if (written.isSuccess()) {
                exchange.sent();
            } else {
                fail(context, written.cause());
            }
        });
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        try {
            Exchange exchange = current;
            if (exchange == null) {
                // Nobody asked: whatever comes next on this connection cannot be trusted.
                end(context, false);
            } else if (message instanceof HttpObject part && take(exchange, part)) {
                end(context, exchange.reply().getNow(null) instanceof Reply.Answered);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    /** Takes a part of an answer; true when the exchange is over. */
    private boolean take(Exchange exchange, HttpObject part) {
        exchange.heard();
        if (part.decoderResult().isFailure()) {
            exchange.broken(Fault.PROTOCOL, Faults.notHttp(part.decoderResult().cause()));
            return true;
        }
        boolean over = false;
        if (part instanceof HttpResponse response) {
            reusable &= HttpUtil.isKeepAlive(response) || response.status().code() / 100 == 1;
            over = exchange.take(response);
        }
        if (!over && part instanceof LastHttpContent && decoder != null && decoder.rest() > EMPTY_LINE) {
            over = exchange.overfull(decoder.rest());
        }
        if (!over && part instanceof HttpContent content) {
            over = exchange.take(content);
        }
        return over;
    }

    /** On a stream of HTTP/2: the server gives it up, or the whole connection. */
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        Exchange exchange = current;
        if (exchange != null && event instanceof Http2ResetFrame reset) {
            end(context, false);
            exchange.givenUp(reset.errorCode());
        }
        if (exchange != null && event instanceof Http2GoAwayFrame goAway) {
            end(context, false);
            exchange.turnedAway(goAway.errorCode());
        }
        context.fireUserEventTriggered(event);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        Exchange exchange = current;
        end(context, false);
        if (exchange != null) {
            exchange.closed();
        }
        context.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        fail(context, cause);
    }

    private void fail(ChannelHandlerContext context, Throwable cause) {
        Exchange exchange = current;
        end(context, false);
        if (exchange != null && cause instanceof Http2Exception unsent && unsent.error() == Http2Error.REFUSED_STREAM) {
            // No stream may be opened any more: the server said so a moment ago.
            exchange.turnedAway(unsent.error().code());
        } else if (exchange != null) {
            Faults.Finding finding = Faults.of(cause);
            exchange.broken(finding.fault(), finding.detail());
        }
    }

    private void end(ChannelHandlerContext context, boolean intact) {
        current = null;
        if (!intact) {
            reusable = false;
            Closing.close(context.channel());
        }
    }
}
