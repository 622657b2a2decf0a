package dev.outrider.run.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.proxy.ProxyConnectException;
import io.netty.handler.proxy.ProxyHandler;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * Asks a proxy for a way through to whatever is connected to. Netty's own waits for the end of the answer's body, which a proxy
 * that refuses may never send: a refusal would then be a timeout.
 */
final class Tunnelling extends ProxyHandler {
    private final HttpClientCodec codec = new HttpClientCodec();
    private final Optional<String> authorization;
    private boolean refused;

    Tunnelling(InetSocketAddress proxy, Optional<String> authorization) {
        super(proxy);
        this.authorization = authorization;
        setConnectTimeoutMillis(0);
    }

    @Override
    public String protocol() {
        return "http";
    }

    @Override
    public String authScheme() {
        return authorization.isPresent() ? "basic" : "none";
    }

    @Override
    protected void addCodec(ChannelHandlerContext context) {
        context.pipeline().addBefore(context.name(), null, codec);
    }

    @Override
    protected void removeEncoder(ChannelHandlerContext context) {
        codec.removeOutboundHandler();
    }

    @Override
    protected void removeDecoder(ChannelHandlerContext context) {
        // The rest of a refusal is still HTTP: TLS must not take it for its own.
        if (!refused) {
            codec.removeInboundHandler();
        }
    }

    @Override
    protected Object newInitialMessage(ChannelHandlerContext context) {
        InetSocketAddress target = destinationAddress();
        String host = target.getHostString();
        String name = (host.contains(":") ? "[" + host + "]" : host) + ":" + target.getPort();
        DefaultFullHttpRequest request =
                new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.CONNECT, name, Unpooled.EMPTY_BUFFER);
        request.headers().set(HttpHeaderNames.HOST, name);
        authorization.ifPresent(value -> request.headers().set(HttpHeaderNames.PROXY_AUTHORIZATION, value));
        return request;
    }

    /** Whether the way is open; what it says with a refusal is nothing to us. */
    @Override
    protected boolean handleResponse(ChannelHandlerContext context, Object part) throws ProxyConnectException {
        if (part instanceof HttpResponse answer && answer.status().codeClass() != HttpStatusClass.SUCCESS) {
            refused = true;
            throw new ProxyConnectException(
                    answer.decoderResult().isFailure() ? "it cannot be read" : "status: " + answer.status());
        }
        return part instanceof LastHttpContent;
    }
}
