package dev.outrider.run.http;

import io.netty.channel.ChannelHandler;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.proxy.HttpProxyHandler;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * A proxy on the way to a target.
 *
 * @param host a name or an address, without brackets
 * @param login {@code user:password}
 */
public record Via(String host, int port, Optional<String> login) {
    /** What makes a tunnel through it to whatever is connected to. */
    ChannelHandler tunnel(InetSocketAddress proxy) {
        HttpHeaders headers = new DefaultHttpHeaders();
        authorization().ifPresent(value -> headers.set(HttpHeaderNames.PROXY_AUTHORIZATION, value));
        HttpProxyHandler handler = new HttpProxyHandler(proxy, headers, true);
        handler.setConnectTimeoutMillis(0);
        return handler;
    }

    /** What it is told of us. */
    public Optional<String> authorization() {
        return login.map(text -> "Basic " + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
