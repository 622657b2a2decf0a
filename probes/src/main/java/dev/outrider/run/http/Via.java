package dev.outrider.run.http;

import dev.outrider.result.Outcome.Trouble;
import io.netty.channel.ChannelHandler;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * A proxy on the way to a target, and what is said of it.
 *
 * @param host a name or an address, without brackets
 * @param login {@code user:password}
 */
public record Via(String host, int port, Optional<String> login) {
    /** What makes a tunnel through it to whatever is connected to. */
    ChannelHandler tunnel(InetSocketAddress proxy) {
        return new Tunnelling(proxy, authorization());
    }

    /** What asks it for a tunnel, in bytes. */
    public byte[] request(String target) {
        String login = authorization()
                .map(value -> HttpHeaderNames.PROXY_AUTHORIZATION + ": " + value + "\r\n")
                .orElse("");
        return "CONNECT %s HTTP/1.1\r\nHost: %s\r\n%s\r\n"
                .formatted(target, target, login)
                .getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * What a proxy says of a target that it cannot reach, as a sentence: a finding.
     *
     * @param answer its status and reason
     * @throws Prevented when it says that it does not serve us, which is our trouble
     */
    public static String refusal(String proxy, String target, String answer) {
        // 501: it does not do such things for anybody, whatever the target.
        if (answer.startsWith("5") && !answer.startsWith("501")) {
            return "the proxy %s could not reach %s: it answered %s".formatted(proxy, target, answer);
        }
        throw new Prevented(
                Trouble.PROXY,
                "the proxy %s refused to connect to %s: it answered %s".formatted(proxy, target, answer));
    }

    /** Nobody is where it should be. */
    public static String missing(String detail) {
        return "the proxy cannot be reached: " + detail;
    }

    /** It said neither yes nor no in time. */
    public static String slow(String proxy, String target, String limit) {
        return "the proxy %s made no connection to %s within %s".formatted(proxy, target, limit);
    }

    /** It hung up. */
    public static String left(String proxy) {
        return "the proxy " + proxy + " closed the connection before it led anywhere";
    }

    Optional<String> authorization() {
        return login.map(text -> "Basic " + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
