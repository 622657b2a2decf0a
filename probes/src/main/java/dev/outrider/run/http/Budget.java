package dev.outrider.run.http;

import java.util.concurrent.atomic.AtomicLong;

/** How many bytes of what targets send all runs of a process may hold at once. Safe to use from any thread. */
public final class Budget {
    /** A body up to here finds room when larger ones do not: who loads little must not suffer for who loads much. */
    private static final int SMALL = 64 * 1024;
    /** Of the heap that is for bodies, and of that which is for small ones only. */
    private static final int PART = 4;

    private final long total;
    private final AtomicLong taken = new AtomicLong();

    /** @param total in bytes */
    public Budget(long total) {
        this.total = total;
    }

    /** A quarter of the heap as large as it may become; the rest is for what expressions make of bodies. */
    public static Budget ofHeap() {
        return new Budget(Runtime.getRuntime().maxMemory() / PART);
    }

    /** For one who holds bodies, and gives all back at its end. */
    public Share share() {
        return new Share(this);
    }

    /** In bytes. */
    public long total() {
        return total;
    }

    /** In bytes, by all who share in it. */
    public long taken() {
        return taken.get();
    }

    /**
     * Takes so much, or nothing.
     *
     * @param size of the body for which it is, with this
     */
    boolean take(long bytes, long size) {
        long most = size <= SMALL ? total : total - total / PART;
        long before = taken.get();
        while (before + bytes <= most) {
            if (taken.compareAndSet(before, before + bytes)) {
                return true;
            }
            before = taken.get();
        }
        return false;
    }

    void giveBack(long bytes) {
        taken.addAndGet(-bytes);
    }

    /** Why less was kept than was wanted, and what to do. */
    String shortage(long kept, long count) {
        return "of %s only %s could be kept: the agent's own memory was the limit, not the target (the bodies of all its runs may take %s); "
                        .formatted(Bytes.size(count), Bytes.size(kept), Bytes.size(total))
                + "give it a bigger heap (-Xmx, a quarter of it is for bodies), or have fewer or smaller bodies at once";
    }
}
