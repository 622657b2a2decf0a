package dev.outrider.coordinator.api;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/** The last run of a page, in the order of the list (slot, then id): what is inserted meanwhile does not shift the next page. */
public record Cursor(Instant slot, String runId) {
    /** As it stands in a URL; callers must not read it. */
    String text() {
        String plain = slot.toEpochMilli() + " " + runId;
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
