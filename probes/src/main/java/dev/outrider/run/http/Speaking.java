package dev.outrider.run.http;

import dev.outrider.result.Outcome.Fault;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequestEncoder;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2GoAwayFrame;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2SettingsFrame;
import io.netty.util.ReferenceCountUtil;

/** Puts HTTP on a connection that stands. */
final class Speaking {
    static final String NOT_HTTP2 = "the server does not speak HTTP/2 on this port";

    private static final int LONGEST_LINE = 16 * 1024;
    private static final int LONGEST_HEADERS = 64 * 1024;

    private Speaking() {}

    /** HTTP/1.1, at once; what answers is read by the exchanges that come back. */
    static Exchanges http1(ChannelPipeline pipeline) {
        HttpDecoderConfig limits =
                new HttpDecoderConfig().setMaxInitialLineLength(LONGEST_LINE).setMaxHeaderSize(LONGEST_HEADERS);
        AnswerDecoder decoder = new AnswerDecoder(limits);
        Exchanges exchanges = new Exchanges(decoder);
        pipeline.addLast(new HttpRequestEncoder(), decoder, exchanges);
        return exchanges;
    }

    /** HTTP/2, once the server has sent its settings, of which the dial is told. */
    static void http2(ChannelPipeline pipeline, Dial dial) {
        pipeline.addLast(
                Http2FrameCodecBuilder.forClient()
                        .initialSettings(Http2Settings.defaultSettings()
                                .pushEnabled(false)
                                .maxHeaderListSize(LONGEST_HEADERS))
                        .build(),
                new Http2MultiplexHandler(new ChannelInboundHandlerAdapter()),
                new ChannelInboundHandlerAdapter() {
                    @Override
                    public void channelRead(ChannelHandlerContext context, Object message) {
                        if (message instanceof Http2SettingsFrame) {
                            dial.settled(context.channel());
                        }
                        if (message instanceof Http2GoAwayFrame) {
                            context.channel().attr(Connection.Http2.FULL).set(true);
                        }
                        ReferenceCountUtil.release(message);
                    }

                    // What the codec cannot read it tells those behind it, not us in front.
                    @Override
                    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
                        dial.broken(
                                context,
                                dial.isOver() || dial.isSecure()
                                        ? Faults.of(cause)
                                        : new Faults.Finding(Fault.PROTOCOL, NOT_HTTP2));
                    }
                });
    }
}
