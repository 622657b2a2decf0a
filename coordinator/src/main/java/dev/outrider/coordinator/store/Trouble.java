package dev.outrider.coordinator.store;

import java.util.List;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What a failure of the database means to an operator. */
final class Trouble {
    private static final List<String> OF_DISK =
            List.of("SQLITE_FULL", "SQLITE_IOERR", "SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_BUSY");

    private Trouble() {}

    /** The reason in words, with what to do where we know it. */
    static String reason(Throwable failure) {
        if (code(failure) == SQLiteErrorCode.SQLITE_FULL) {
            return "the disk is full; nothing is acknowledged until there is room, agents keep their results meanwhile";
        }
        if (isFatal(failure)) {
            return "the disk or the database file is damaged (%s); check the disk, then start again, from a backup if it does not open"
                    .formatted(text(failure));
        }
        return text(failure);
    }

    /**
     * Whether going on could acknowledge what is not on the disk: after a failed fsync nobody knows which pages the
     * system has dropped.
     */
    static boolean isFatal(Throwable failure) {
        return switch (code(failure)) {
            case SQLITE_IOERR_FSYNC, SQLITE_IOERR_DIR_FSYNC, SQLITE_CORRUPT, SQLITE_NOTADB -> true;
            default -> false;
        };
    }

    /** Whether the disk is in the way, and not what was asked of it. */
    static boolean isOfDisk(Throwable failure) {
        String name = code(failure).name();
        return isFatal(failure) || OF_DISK.stream().anyMatch(name::startsWith);
    }

    private static SQLiteErrorCode code(Throwable failure) {
        return failure instanceof SQLiteException sqlite ? sqlite.getResultCode() : SQLiteErrorCode.UNKNOWN_ERROR;
    }

    private static String text(Throwable failure) {
        String message = failure.getMessage();
        return message == null
                ? failure.getClass().getSimpleName()
                : message.strip().lines().findFirst().orElse("");
    }
}
