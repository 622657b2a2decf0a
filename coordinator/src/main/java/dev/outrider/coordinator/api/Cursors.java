package dev.outrider.coordinator.api;

import dev.outrider.coordinator.ingest.Cursor;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/** Places in a list as they stand in a URL; callers must not read them. */
final class Cursors {
    private Cursors() {}

    static String text(Cursor cursor) {
        String plain = cursor.slot().toEpochMilli() + " " + cursor.runId();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }

    /** Empty when it is none of ours. */
    static Optional<Cursor> of(String text) {
        try {
            String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            int space = plain.indexOf(' ');
            Instant slot = Instant.ofEpochMilli(Long.parseLong(plain, 0, Math.max(0, space), 10));
            return Optional.of(new Cursor(slot, plain.substring(space + 1)));
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }
}
