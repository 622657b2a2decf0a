package dev.outrider.run.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.codec.http2.Http2StreamChannelBootstrap;
import io.netty.handler.codec.http2.Http2StreamFrameToHttpObjectCodec;
import io.netty.util.AttributeKey;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.util.Optional;

/** An open connection to an origin, owned by one customer, who asks one thing at a time. */
sealed interface Connection {
    /** Sends a request; what comes of it is the exchange's reply. */
    Exchange begin(Call call, Room room);

    /** Whether another request can be sent on it. */
    boolean reusable();

    /** Closes it; an exchange in flight ends at once. */
    void close();

    /** Runs on the connection's event loop. */
    void onLoop(Runnable task);

    /**
     * One that carries an exchange after the other.
     *
     * @param via the proxy that is asked in place of the origin
     */
    record Http1(Channel channel, Exchanges exchanges, Peer peer, Optional<Via> via) implements Connection {
        @Override
        public Exchange begin(Call call, Room room) {
            Exchange exchange = new Exchange(call.toNetty(via), "HTTP/1.1", peer, room);
            onLoop(() -> begin(exchange));
            return exchange;
        }

        /** The server may have closed it meanwhile, and then nothing of it is left. */
        private void begin(Exchange exchange) {
            ChannelHandlerContext context = channel.pipeline().context(exchanges);
            if (context == null) {
                ReferenceCountUtil.release(exchange.request());
                exchange.closed();
            } else {
                exchanges.begin(context, exchange);
            }
        }

        @Override
        public boolean reusable() {
            return channel.isActive() && exchanges.reusable();
        }

        @Override
        public void close() {
            Closing.close(channel);
        }

        @Override
        public void onLoop(Runnable task) {
            channel.eventLoop().execute(task);
        }
    }

    /** One that opens a stream an exchange. */
    record Http2(Channel channel, Peer peer) implements Connection {
        /** Set once the server said that it takes no more streams (GOAWAY), which it may say on an idle connection. */
        static final AttributeKey<Boolean> FULL = AttributeKey.valueOf(Http2.class, "full");

        @Override
        public Exchange begin(Call call, Room room) {
            Exchange exchange = new Exchange(call.toNetty(Optional.empty()), "HTTP/2", peer, room);
            Exchanges exchanges = new Exchanges(null);
            new Http2StreamChannelBootstrap(channel)
                    .handler(new ChannelInitializer<Channel>() {
                        @Override
                        protected void initChannel(Channel stream) {
                            stream.pipeline().addLast(new Http2StreamFrameToHttpObjectCodec(false), exchanges);
                        }
                    })
                    .open()
                    .addListener((Future<Http2StreamChannel> opened) -> {
                        if (opened.isSuccess()) {
                            exchanges.begin(opened.getNow().pipeline().context(exchanges), exchange);
                        } else {
                            ReferenceCountUtil.release(exchange.request());
                            Faults.Finding finding = Faults.of(opened.cause());
                            exchange.broken(finding.fault(), finding.detail());
                        }
                    });
            return exchange;
        }

        @Override
        public boolean reusable() {
            return channel.isActive() && !channel.hasAttr(FULL);
        }

        @Override
        public void close() {
            Closing.close(channel);
        }

        @Override
        public void onLoop(Runnable task) {
            channel.eventLoop().execute(task);
        }
    }
}
