package dev.outrider.run;

import dev.outrider.result.Evidence;
import dev.outrider.run.http.Answer;
import dev.outrider.run.http.Bytes;
import dev.outrider.run.http.Call;
import dev.outrider.run.http.Headers;
import dev.outrider.run.http.Reply;
import dev.outrider.run.http.Visit;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Remembers what was said in a run, and writes it down only if somebody will want to read it. Used by one thread. */
final class Recorder {
    /** What is kept of a body. */
    private static final int BODY = 64 * 1024;
    /** A poll can go on for long: the first exchanges and the last tell what happened. */
    private static final int EXCHANGES = 200;

    private final List<Noted> noted = new ArrayList<>();

    private record Noted(int step, int attempt, Call call, Optional<Answer> answer) {}

    void note(int step, int attempt, Visit visit) {
        for (Visit.Hop hop : visit.hops()) {
            if (noted.size() == EXCHANGES) {
                noted.remove(EXCHANGES / 2);
            }
            noted.add(new Noted(step, attempt, cut(hop.call()), answer(hop.reply())));
        }
    }

    /** All of it, redacted. */
    Evidence evidence(Redaction redaction) {
        return new Evidence(noted.stream().map(each -> written(each, redaction)).toList());
    }

    private static Evidence.Exchange written(Noted noted, Redaction redaction) {
        Call call = noted.call;
        Optional<Answer> answer = noted.answer;
        return new Evidence.Exchange(
                noted.step,
                noted.attempt,
                call.method(),
                redaction.fields(call.url().toString()),
                redaction.headers(call.headers()),
                call.body().size() == 0
                        ? Optional.empty()
                        : Optional.of(redaction.body(call.body().text(StandardCharsets.UTF_8), type(call.headers()))),
                answer.map(Answer::address),
                answer.map(Answer::protocol),
                answer.map(Answer::status).orElse(0),
                answer.map(given -> redaction.headers(given.headers())).orElse(Map.of()),
                answer.map(given -> redaction.body(given.text(), type(given.headers()))),
                answer.map(Answer::bodyBytes).orElse(0L));
    }

    private static String type(Headers headers) {
        return headers.first("content-type").orElse("");
    }

    private static Optional<Answer> answer(Reply reply) {
        return switch (reply) {
            case Reply.Broken broken -> Optional.empty();
            case Reply.Answered(Answer answer, var phases) -> Optional.of(cut(answer));
        };
    }

    private static Call cut(Call call) {
        Bytes body = call.body().first(BODY);
        return body == call.body() ? call : new Call(call.method(), call.url(), call.headers(), body);
    }

    private static Answer cut(Answer answer) {
        Bytes body = answer.body().first(BODY);
        return body == answer.body()
                ? answer
                : new Answer(
                        answer.status(),
                        answer.reason(),
                        answer.headers(),
                        body,
                        answer.bodyBytes(),
                        answer.protocol(),
                        answer.address());
    }
}
