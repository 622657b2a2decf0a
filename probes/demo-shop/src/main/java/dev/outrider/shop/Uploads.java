package dev.outrider.shop;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerFileUpload;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Reads multipart bodies into memory; Vert.x's own handler writes every file to a disk, which a shop need not have. */
final class Uploads {
    private static final String KEY = Uploads.class.getName();
    private static final int LARGEST = 64 * 1024;

    private final Map<String, Upload> byField = new HashMap<>();
    private int size;

    /** One file that was sent. */
    record Upload(String name, Buffer content) {}

    /** Goes on when all parts are there. */
    static void read(RoutingContext ctx) {
        if (!Asked.header(ctx, "Content-Type").orElse("").startsWith("multipart/form-data")) {
            Answers.problem(ctx, 415, "send multipart/form-data");
            return;
        }
        Uploads uploads = new Uploads();
        ctx.put(KEY, uploads);
        HttpServerRequest request = ctx.request();
        request.setExpectMultipart(true);
        request.uploadHandler(part -> uploads.take(ctx, part));
        request.exceptionHandler(ctx::fail);
        request.endHandler(_ -> {
            if (!ctx.response().ended()) {
                ctx.next();
            }
        });
    }

    private void take(RoutingContext ctx, HttpServerFileUpload part) {
        Buffer content = Buffer.buffer();
        byField.put(part.name(), new Upload(part.filename(), content));
        part.handler(piece -> {
            size += piece.length();
            if (size <= LARGEST) {
                content.appendBuffer(piece);
            } else if (!ctx.response().ended()) {
                Answers.problem(ctx, 413, "at most 64 KiB");
            }
        });
    }

    static Optional<Upload> file(RoutingContext ctx, String field) {
        Uploads uploads = ctx.get(KEY);
        return Optional.ofNullable(uploads == null ? null : uploads.byField.get(field));
    }
}
