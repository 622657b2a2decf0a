package dev.outrider.run.http;

import io.netty.handler.ssl.ApplicationProtocolNames;
import java.util.List;

/** What is spoken on a connection. */
enum Speech {
    /** What a browser would: HTTP/2 where TLS agrees on it, else HTTP/1.1. */
    AGREED,
    /** HTTP/2 and nothing else, without TLS by prior knowledge: what gRPC is carried by. */
    HTTP2,
    /** HTTP/1.1 and nothing else: what a WebSocket begins with. */
    HTTP1;

    /** By ALPN, the best first. */
    List<String> offered() {
        return switch (this) {
            case AGREED -> List.of(ApplicationProtocolNames.HTTP_2, ApplicationProtocolNames.HTTP_1_1);
            case HTTP2 -> List.of(ApplicationProtocolNames.HTTP_2);
            case HTTP1 -> List.of(ApplicationProtocolNames.HTTP_1_1);
        };
    }
}
