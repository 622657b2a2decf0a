package dev.outrider.source;

/**
 * A stretch of one line of a file: what a caret points at.
 *
 * @param file path as the author would type it, relative to the folder of the journeys
 * @param width how many code points, at least 1
 */
public record Place(String file, Position position, int width) {
    public Place {
        width = Math.max(1, width);
    }

    /** {@code file:line:column}, which terminals and editors can click. */
    @Override
    public String toString() {
        return file + ":" + position;
    }
}
