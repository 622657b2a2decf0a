package dev.outrider.coordinator.ingest;

import dev.outrider.result.RunResult;

/** Knows the slots of the versions that were ever in force. */
@FunctionalInterface
public interface Slots {
    /** False when it is certainly none; a version that nobody knows any more may have any. */
    boolean isSlot(RunResult run);
}
