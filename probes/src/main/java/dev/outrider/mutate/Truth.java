package dev.outrider.mutate;

import dev.outrider.expr.Names;
import dev.outrider.expr.Values;
import dev.outrider.journey.Step;
import dev.outrider.run.http.Answer;
import dev.outrider.run.http.Bytes;
import dev.outrider.run.http.Headers;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/**
 * What a step was really answered.
 *
 * @param takes its exchanges
 * @param first where its last attempt begins among them; the last of them is the answer that was judged
 */
record Truth(int index, Step step, List<Take> takes, int first) {
    int last() {
        return takes.size() - 1;
    }

    Answer answer() {
        return takes.getLast().answer();
    }

    String type() {
        return answer().headers().first("content-type").orElse("").toLowerCase(Locale.ROOT);
    }

    /** How slow its author allows it to be. */
    Optional<Duration> slow() {
        return switch (step) {
            case Step.Http http -> http.slow();
            case Step.Repeat repeat -> repeat.slow();
            case Step.Other other -> other.slow();
        };
    }

    /** The step, which also expects this; what is not HTTP was not recorded, so nothing is expected of it. */
    Step expecting(Step.Expectation one) {
        return switch (step) {
            case Step.Http http -> http.expecting(one);
            case Step.Repeat repeat -> repeat.expecting(one);
            case Step.Other other -> other;
        };
    }

    /** The step, which is slow when it takes longer than this. */
    Step slowAbove(Duration most) {
        return switch (step) {
            case Step.Http http -> http.slowAbove(most);
            case Step.Repeat repeat -> repeat.slowAbove(most);
            case Step.Other other -> other;
        };
    }

    boolean isHtml() {
        return isHtml(answer());
    }

    static boolean isHtml(Answer answer) {
        return answer.headers().first("content-type").orElse("").contains("html");
    }

    Document page() {
        return Jsoup.parse(answer().text(), takes.getLast().call().url().toString());
    }

    /** The answer as JSON, when it is. */
    Optional<Object> json() {
        return json(answer());
    }

    static Optional<Object> json(Answer answer) {
        try {
            return answer.body().size() == 0 ? Optional.empty() : Optional.of(Values.json(answer.text()));
        } catch (Names.NotAvailable notJson) {
            return Optional.empty();
        }
    }

    /** How long all exchanges of the last attempt took. */
    Duration took() {
        return Duration.ofNanos(takes.subList(first, takes.size()).stream()
                .mapToLong(Take::nanos)
                .sum());
    }

    /** The answer with another body; the rest of it stays. */
    Answer saying(String text) {
        return answer(answer().status(), answer().headers(), Bytes.of(text.getBytes(answer().charset())));
    }

    /** An answer of another kind, with status 200. */
    Answer saying(String type, String text) {
        Headers headers = Headers.NONE.with("Content-Type", type + "; charset=utf-8");
        return answer(200, headers, Bytes.of(text));
    }

    private Answer answer(int status, Headers headers, Bytes body) {
        return new Answer(status, "OK", headers, body, body.size(), answer().protocol(), answer().address());
    }
}
