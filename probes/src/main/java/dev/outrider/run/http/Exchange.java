package dev.outrider.run.http;

import dev.outrider.result.Outcome.Fault;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http2.Http2Error;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.zip.DataFormatException;
import org.jspecify.annotations.Nullable;

/** One request and what comes back for it. All of it happens on one event loop; only {@link #reply} is waited for elsewhere. */
final class Exchange {
    private final CompletableFuture<Reply> reply = new CompletableFuture<>();
    private final FullHttpRequest request;
    private final String protocol;
    private final Peer peer;

    private long began;
    private long sent;
    private long first;
    private @Nullable HttpResponse head;
    private Headers headers = Headers.NONE;
    private final Room room;
    private @Nullable Decoding decoding;
    private long received;
    private boolean refused;

    Exchange(FullHttpRequest request, String protocol, Peer peer, Room room) {
        this.room = room;
        this.request = request;
        this.protocol = protocol;
        this.peer = peer;
    }

    FullHttpRequest request() {
        return request;
    }

    CompletableFuture<Reply> reply() {
        return reply;
    }

    /** The request is about to be written. */
    void began() {
        began = System.nanoTime();
    }

    /** The last byte of it went to the socket. */
    void sent() {
        sent = System.nanoTime();
    }

    /** A byte of the answer is there. */
    void heard() {
        if (first == 0) {
            first = System.nanoTime();
        }
    }

    /** Whether not a byte has come for it, so that another connection may be tried. */
    boolean untouched() {
        return first == 0;
    }

    /** Whether the server said that it did nothing with the request, so that whatever it asked may be asked again. */
    boolean refused() {
        return refused;
    }

    /** Takes the head; true when the exchange is over. */
    boolean take(HttpResponse response) {
        if (reply.isDone()) {
            return true;
        }
        if (response.status().code() / 100 == 1 && response.status().code() != 101) {
            head = null;
            return false;
        }
        head = response;
        headers = headers(response.headers());
        try {
            decoding = Decoding.of(headers, room);
        } catch (DataFormatException notAsked) {
            broken(Fault.PROTOCOL, notAsked.getMessage());
        }
        return reply.isDone();
    }

    /** Takes a part of the body; true when the exchange is over. */
    boolean take(HttpContent content) {
        HttpResponse response = head;
        Decoding decoder = decoding;
        if (response == null || decoder == null) {
            return reply.isDone();
        }
        try {
            byte[] bytes = new byte[content.content().readableBytes()];
            content.content().readBytes(bytes);
            decoder.add(bytes);
        } catch (DataFormatException corrupt) {
            broken(Fault.PROTOCOL, "the body is not the gzip that it says it is: " + corrupt.getMessage());
            return true;
        }
        if (decoder.tooLarge()) {
            broken(Fault.TOO_LARGE, "the body is larger than 64 MiB");
        } else if (content instanceof LastHttpContent last) {
            complete(response, decoder, headers(last.trailingHeaders()));
        }
        return reply.isDone();
    }

    /** More came than belongs to it; true when that ends the exchange. */
    boolean overfull(int bytes) {
        if (head != null) {
            broken(Fault.PROTOCOL, "the server sent at least %d bytes more than it announced".formatted(bytes));
        }
        return reply.isDone();
    }

    /** The connection ended before the answer did. */
    void closed() {
        if (first == 0) {
            broken(Fault.RESET, "the server closed the connection without an answer");
        } else if (head == null) {
            broken(Fault.PROTOCOL, "the server closed the connection in the middle of the headers");
        } else {
            broken(
                    Fault.PROTOCOL,
                    "the server closed the connection in the middle of the body, after " + received() + " bytes");
        }
    }

    /** The server ended its stream before the answer did. */
    void givenUp(long error) {
        String code = code(error);
        refused = head == null && error == Http2Error.REFUSED_STREAM.code();
        if (head == null) {
            broken(Fault.RESET, "the server reset the stream without an answer (" + code + ")");
        } else {
            broken(
                    Fault.PROTOCOL,
                    "the server ended the stream in the middle of the body, after %d bytes (%s)"
                            .formatted(received(), code));
        }
    }

    /** The server will not answer this on this connection: its number is behind the last that it looked at. */
    void turnedAway(long error) {
        refused = head == null;
        broken(Fault.RESET, "the server takes no more requests on this connection (GOAWAY, " + code(error) + ")");
    }

    /** By its name, where it has one: servers make up codes of their own (RFC 9113, 7). */
    private static String code(long error) {
        Http2Error known = Http2Error.valueOf(error);
        return known == null ? "code " + error : known.name();
    }

    void broken(Fault fault, @Nullable String detail) {
        Phases phases = phases();
        release();
        reply.complete(new Reply.Broken(fault, detail == null ? "it did not keep to HTTP" : detail, phases));
    }

    /**
     * The caller's time is over.
     *
     * @param limit as a sentence names it: {@code 10 s}
     */
    void expired(String limit) {
        broken(Fault.TIMEOUT, "no answer within " + limit + ": " + standing());
    }

    private String standing() {
        if (sent == 0) {
            return "the request could not be sent";
        }
        return first == 0
                ? "the request was sent, then came nothing"
                : "the answer began and did not end (" + received() + " bytes of its body had come)";
    }

    private Phases phases() {
        long now = System.nanoTime();
        if (began == 0) {
            return Phases.NONE;
        }
        long sentAt = sent == 0 ? (first == 0 ? now : first) : sent;
        long firstAt = first == 0 ? now : Math.max(first, sentAt);
        return new Phases(0, 0, 0, 0, sentAt - began, firstAt - sentAt, now - firstAt);
    }

    private void release() {
        Decoding decoder = decoding;
        decoding = null;
        if (decoder != null) {
            received = decoder.kept().count();
            decoder.close();
        }
    }

    private long received() {
        Decoding decoder = decoding;
        return decoder == null ? received : decoder.kept().count();
    }

    private void complete(HttpResponse response, Decoding decoder, Headers trailers) {
        Phases phases = phases();
        if (!decoder.complete()) {
            broken(Fault.PROTOCOL, "the gzip body ends in the middle");
            return;
        }
        Kept kept = decoder.kept();
        Answer answer = new Answer(
                response.status().code(),
                response.status().reasonPhrase(),
                headers,
                kept.body(),
                kept.count(),
                protocol,
                peer.address(),
                peer.handshake(),
                trailers,
                decoder.wireBytes(),
                kept.shortage());
        release();
        reply.complete(new Reply.Answered(answer, phases));
    }

    private static Headers headers(HttpHeaders sent) {
        List<Map.Entry<String, String>> fields = new ArrayList<>(sent.size());
        sent.forEach(field -> {
            // Made up by the HTTP/2 codec, never sent.
            if (!field.getKey().startsWith("x-http2-")) {
                fields.add(Map.entry(field.getKey(), field.getValue()));
            }
        });
        return new Headers(fields);
    }
}
