package dev.outrider.run.http;

import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpResponseDecoder;

/** Reads the answers on an HTTP/1.1 connection on which one thing is asked at a time, and sees what belongs to none. */
final class AnswerDecoder extends HttpResponseDecoder {
    private boolean bodiless;

    AnswerDecoder(HttpDecoderConfig limits) {
        super(limits);
    }

    /** Whether the next answer has no body whatever it announces: a HEAD is asked. */
    void expect(boolean noBody) {
        bodiless = noBody;
    }

    /** Bytes that have come and are not read yet. Once an answer is complete, nobody asked for them. */
    int rest() {
        return actualReadableBytes();
    }

    @Override
    protected boolean isContentAlwaysEmpty(HttpMessage answer) {
        return bodiless || super.isContentAlwaysEmpty(answer);
    }
}
