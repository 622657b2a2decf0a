package dev.outrider.run.http;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.util.Optional;
import java.util.Set;

/**
 * One request, complete but for the cookies of its customer.
 *
 * @param body empty when there is none
 */
public record Call(String method, Url url, Headers headers, Bytes body) {
    private static final Set<String> WITH_LENGTH = Set.of("POST", "PUT", "PATCH");
    private static final Set<String> SAFE_TO_REPEAT = Set.of("GET", "HEAD", "OPTIONS", "PUT", "DELETE", "TRACE");

    /** Whether HTTP lets a client send it again on its own (RFC 9110, 9.2.2). */
    boolean idempotent() {
        return SAFE_TO_REPEAT.contains(method);
    }

    public Call withHeaders(Headers other) {
        return new Call(method, url, other, body);
    }

    /**
     * For the wire.
     *
     * @param via the proxy that is asked for the whole URL
     * @throws IllegalArgumentException when a header's name or value cannot be sent
     */
    FullHttpRequest toNetty(Optional<Via> via) {
        FullHttpRequest request = new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1,
                HttpMethod.valueOf(method),
                via.isPresent() ? url.toString() : url.target(),
                Unpooled.wrappedBuffer(body.array()));
        headers.fields().forEach(field -> request.headers().add(field.getKey(), field.getValue()));
        via.flatMap(Via::authorization)
                .ifPresent(login -> request.headers().set(HttpHeaderNames.PROXY_AUTHORIZATION, login));
        if (!request.headers().contains(HttpHeaderNames.HOST)) {
            request.headers().set(HttpHeaderNames.HOST, url.origin().authority());
        }
        if (body.size() > 0 || WITH_LENGTH.contains(method)) {
            request.headers().set(HttpHeaderNames.CONTENT_LENGTH, body.size());
        }
        return request;
    }
}
