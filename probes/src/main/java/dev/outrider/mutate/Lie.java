package dev.outrider.mutate;

import dev.outrider.run.http.Answer;
import java.time.Duration;

/**
 * One thing that is told otherwise than it was.
 *
 * @param step index of the step that is lied to
 * @param take which of its exchanges
 * @param text the lie as a sentence says it: {@code json.price is 0}
 * @param path of the value in a JSON answer that is lied about; {@link JsonPath#ROOT} otherwise
 */
record Lie(int step, int take, Kind kind, String text, JsonPath path, Change change) {
    /** What kind of lie. */
    enum Kind {
        LOGIN_PAGE,
        ERROR_TEXT,
        OTHER_ANSWER,
        TRUNCATED,
        EMPTY_LIST,
        PRICE_ZERO,
        OTHER_ID,
        WRONG_TYPE,
        MISSING,
        SLOWER;

        /** As it is written: {@code price-zero}. */
        String word() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    /** What is told instead. */
    sealed interface Change {}

    record Answers(Answer answer) implements Change {}

    /** The same answer, after all this time. */
    record Delays(Duration took) implements Change {}

    static Lie of(Truth truth, int take, Kind kind, String text, Answer answer) {
        return new Lie(truth.index(), take, kind, text, JsonPath.ROOT, new Answers(answer));
    }
}
