package dev.outrider.desk.draft;

import dev.outrider.desk.recording.Exchange;
import dev.outrider.desk.recording.Exchange.Answer;
import dev.outrider.desk.recording.Exchange.Request;
import dev.outrider.run.http.Url;
import java.util.List;
import java.util.Optional;

/**
 * What becomes one step: a request, the redirects that it led through, and the answer at their end.
 *
 * @param hops the first is what the customer did, the last what they saw
 * @param before the answers that the same question had just before: it was asked until the answer was another
 */
record Visit(List<Exchange> hops, List<Answer> before) {
    Visit {
        hops = List.copyOf(hops);
        before = List.copyOf(before);
    }

    Exchange first() {
        return hops.getFirst();
    }

    Request request() {
        return first().request();
    }

    /** What the customer saw; empty when it was not recorded. */
    Optional<Answer> answer() {
        return hops.getLast().answer();
    }

    /** Where redirects led. */
    Url url() {
        return hops.getLast().request().url();
    }

    boolean isRedirected() {
        return hops.size() > 1;
    }
}
