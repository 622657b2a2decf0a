package dev.outrider.coordinator.replay;

import dev.outrider.source.Place;
import dev.outrider.source.Position;
import dev.outrider.source.Problem;

/** A file that cannot be replayed; only to find the way out of the reading. */
final class Unreadable extends RuntimeException {
    private final Position at;

    Unreadable(Position at, String message) {
        super(message);
        this.at = at;
    }

    Problem in(String file) {
        return Problem.error(new Place(file, at, 1), String.valueOf(getMessage()));
    }
}
