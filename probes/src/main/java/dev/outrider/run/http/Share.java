package dev.outrider.run.http;

import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * What one run holds of a {@link Budget}: bodies that come in, and those that have come. Used by its thread and by its event
 * loop. Whatever was forgotten is given back when it is closed, and nothing can be taken afterwards.
 */
public final class Share implements AutoCloseable {
    private final Budget budget;
    /** Those that have come, with what was taken for each; the same bytes are held once, by however many. */
    private final IdentityHashMap<Bytes, Integer> bodies = new IdentityHashMap<>();

    private long coming;
    private boolean closed;

    Share(Budget budget) {
        this.budget = budget;
    }

    /**
     * Takes room for what comes in, or says that there is none.
     *
     * @param size of the body for which it is, with this
     */
    public synchronized boolean take(long bytes, long size) {
        if (closed || !budget.take(bytes, size)) {
            return false;
        }
        coming += bytes;
        return true;
    }

    /** Of what was taken for a body that comes in. */
    synchronized void giveBack(long bytes) {
        if (!closed) {
            coming -= bytes;
            budget.giveBack(bytes);
        }
    }

    /**
     * A body has come, and is held from now on.
     *
     * @param taken for it while it came in
     */
    synchronized Bytes come(byte[] body, long taken) {
        Bytes bytes = Bytes.of(body);
        if (!closed) {
            coming -= taken;
            budget.giveBack(taken - bytes.size());
            bodies.put(bytes, bytes.size());
        }
        return bytes;
    }

    /** The same bytes, or none where there is no room for them: they are then not to be kept. */
    public synchronized Bytes held(Bytes body) {
        if (body.size() == 0 || bodies.containsKey(body)) {
            return body;
        }
        if (closed || !budget.take(body.size(), body.size())) {
            return Bytes.NONE;
        }
        bodies.put(body, body.size());
        return body;
    }

    /** Only these are held any longer. */
    public synchronized void only(Collection<Bytes> held) {
        Set<Bytes> still = Collections.newSetFromMap(new IdentityHashMap<>());
        still.addAll(held);
        bodies.entrySet().removeIf(body -> {
            boolean gone = !still.contains(body.getKey());
            if (gone) {
                budget.giveBack(body.getValue());
            }
            return gone;
        });
    }

    /** It is held no longer. */
    synchronized void drop(Bytes body) {
        Integer taken = bodies.remove(body);
        if (taken != null) {
            budget.giveBack(taken);
        }
    }

    /** Why less was kept than was wanted, and what to do. */
    public String shortage(long kept, long count) {
        return budget.shortage(kept, count);
    }

    @Override
    public synchronized void close() {
        only(Set.of());
        giveBack(coming);
        closed = true;
    }
}
