package dev.outrider.shop;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was asked and what was answered: the newest in memory, all of it in a file if there is one. An entry is made, and
 * numbered, just before its request is answered: one that hangs is not there yet, and whoever has an answer finds it here. Thread safe.
 */
public final class RequestLog {
    private static final Logger log = LoggerFactory.getLogger(RequestLog.class);
    private static final int KEPT = 20_000;

    private final @Nullable AsyncFile file;
    private final Deque<Entry> newest = new ArrayDeque<>();
    private long lastSeq;

    private RequestLog(@Nullable AsyncFile file) {
        this.file = file;
    }

    /** Opens the log; its file, which is appended to, is made when it is not there. */
    static Future<RequestLog> open(Vertx vertx, ShopConfig config) {
        return config.log()
                .map(path -> vertx.fileSystem()
                        .open(path.toString(), new OpenOptions().setAppend(true).setCreate(true))
                        .map(RequestLog::new))
                .orElseGet(() -> Future.succeededFuture(new RequestLog(null)));
    }

    /**
     * One request that is over.
     *
     * @param seq counts from 1 without a gap, in the order of the answers
     * @param at when it came
     * @param region the value of the region header, or else the source address
     * @param status 0: the customer had gone before there was an answer
     * @param ms from coming to being answered
     * @param fault the kind of fault that it met
     * @param order the id of the order that it was about
     */
    public record Entry(
            long seq,
            Instant at,
            String method,
            String path,
            Step step,
            String region,
            int status,
            long ms,
            Optional<String> fault,
            Optional<String> order,
            Optional<String> reference,
            Optional<String> traceparent) {
        JsonObject json() {
            return new JsonObject()
                    .put("seq", seq)
                    .put("at", Times.text(at))
                    .put("method", method)
                    .put("path", path)
                    .put("step", step.word())
                    .put("region", region)
                    .put("status", status)
                    .put("ms", ms)
                    .put("fault", orNull(fault))
                    .put("order", orNull(order))
                    .put("reference", orNull(reference))
                    .put("traceparent", orNull(traceparent));
        }

        private static @Nullable String orNull(Optional<String> value) {
            return value.orElse(null);
        }
    }

    /** Makes an entry of the number that it is given. */
    interface Draft {
        Entry numbered(long seq);
    }

    synchronized void add(Draft draft) {
        Entry entry = draft.numbered(++lastSeq);
        newest.addLast(entry);
        if (newest.size() > KEPT) {
            newest.removeFirst();
        }
        write(entry);
    }

    private void write(Entry entry) {
        if (file != null) {
            file.write(entry.json().toBuffer().appendString("\n"))
                    .onFailure(failure -> log.warn("could not write the request log", failure));
        }
    }

    /** The entries after a number, oldest first; those that are too old to be kept are missing. */
    public synchronized List<Entry> since(long seq) {
        return newest.stream().filter(entry -> entry.seq() > seq).toList();
    }

    /** The number of the newest entry; 0 when there is none. */
    public synchronized long lastSeq() {
        return lastSeq;
    }

    Future<Void> close() {
        return file == null ? Future.succeededFuture() : file.close();
    }
}
