package dev.outrider.run.net;

import java.util.Map;
import java.util.function.Predicate;

/** What happens next in a conversation. */
public sealed interface Turn {
    /**
     * Something is said.
     *
     * @param isHex whether it is bytes, written in hex
     */
    record Say(Words words, boolean isHex) implements Turn {}

    /** A text is waited for, in what came after the last one that was waited for. */
    record Hear(Words words) implements Turn {}

    /** So many messages are waited for. */
    record Count(int messages) implements Turn {}

    /**
     * More is waited for until what came is enough.
     *
     * @param enough given the fields of the answer so far
     * @param text of the condition
     */
    record Until(Predicate<Map<String, Object>> enough, String text) implements Turn {}

    /** A text that may be made of what came so far. */
    interface Words {
        /**
         * The text.
         *
         * @throws Unsayable when what came does not give it
         */
        String of(Map<String, Object> soFar) throws Unsayable;
    }

    /** What is to be said next cannot be made of what came. */
    final class Unsayable extends Exception {
        public Unsayable(String reason) {
            super(reason);
        }
    }
}
