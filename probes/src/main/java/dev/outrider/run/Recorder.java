package dev.outrider.run;

import dev.outrider.result.Evidence;
import dev.outrider.run.browser.Load;
import dev.outrider.run.browser.Sight;
import dev.outrider.run.http.Answer;
import dev.outrider.run.http.Bytes;
import dev.outrider.run.http.Call;
import dev.outrider.run.http.Handshake;
import dev.outrider.run.http.Headers;
import dev.outrider.run.http.Phases;
import dev.outrider.run.http.Reply;
import dev.outrider.run.http.Share;
import dev.outrider.run.http.Visit;
import dev.outrider.run.net.Certificates;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Remembers what was said in a run, and writes it down only if somebody will want to read it. Used by one thread. */
final class Recorder {
    /** What is kept of a body. */
    private static final int BODY = 64 * 1024;
    /** What is remembered beyond that until secrets are masked, so that the cut does not spare half of one. */
    private static final int MARGIN = Visit.SHOWN - BODY;
    /** What is shown of a line of a browser's console, or an address that it asked. */
    private static final int LINE = 400;
    /** A poll can go on for long: the first exchanges and the last of a step tell what happened. */
    private static final int OF_A_STEP = 12;
    /** All bodies of a run together; the last ones are kept. */
    private static final int BODIES = 2 << 20;

    private final Share share;
    private List<Noted> noted = new ArrayList<>();
    private final List<Seen> seen = new ArrayList<>();

    private record Seen(int step, int attempt, Sight sight, long at) {}

    private record Noted(
            int step,
            int attempt,
            long start,
            Phases phases,
            Call call,
            List<String> withheld,
            Optional<Answer> answer) {
        /** Without bodies. */
        Noted bare() {
            return new Noted(
                    step,
                    attempt,
                    start,
                    phases,
                    with(call, Bytes.NONE),
                    withheld,
                    answer.map(given -> given.with(Bytes.NONE)));
        }

        int size() {
            return call.body().size() + answer.map(given -> given.body().size()).orElse(0);
        }
    }

    /** @param share out of which bodies are kept; where it has no room, only their length is */
    Recorder(Share share) {
        this.share = share;
    }

    /** Those that are kept. */
    List<Bytes> bodies() {
        List<Bytes> bodies = new ArrayList<>();
        for (Noted each : noted) {
            bodies.add(each.call.body());
            each.answer.ifPresent(answer -> bodies.add(answer.body()));
        }
        return bodies;
    }

    /** @param ended when it was over, in nanoseconds since the run began */
    void note(int step, int attempt, Visit visit, long ended) {
        long start = ended;
        for (Visit.Hop hop : visit.hops()) {
            start -= hop.reply().phases().total();
        }
        for (Visit.Hop hop : visit.hops()) {
            Phases phases = hop.reply().phases();
            Call call = cut(hop.call());
            noted.add(new Noted(step, attempt, start, phases, call, hop.withheld(), answer(hop.reply())));
            start += phases.total();
        }
        List<Noted> ofStep = noted.stream().filter(each -> each.step == step).toList();
        if (ofStep.size() > OF_A_STEP) {
            noted.removeAll(ofStep.subList(OF_A_STEP / 2, ofStep.size() - OF_A_STEP / 2));
        }
        trim();
    }

    private void trim() {
        List<Noted> trimmed = new ArrayList<>();
        int left = BODIES;
        for (Noted each : noted.reversed()) {
            left -= each.size();
            trimmed.addFirst(left >= 0 ? each : each.bare());
        }
        noted = trimmed;
    }

    /**
     * What a browser showed.
     *
     * @param at when it was looked at, in nanoseconds since the run began
     */
    void note(int step, int attempt, Sight sight, long at) {
        seen.add(new Seen(step, attempt, sight, at));
    }

    /** All of it, redacted. */
    Evidence evidence(Redaction redaction) {
        Stream<Evidence.Exchange> loads =
                seen.stream().flatMap(each -> each.sight.loads().stream().map(load -> written(each, load, redaction)));
        return new Evidence(
                Stream.concat(noted.stream().map(each -> written(each, redaction)), loads)
                        .sorted(Comparator.comparing(Evidence.Exchange::start))
                        .toList(),
                seen.stream().map(each -> written(each, redaction)).toList());
    }

    private static Evidence.View written(Seen seen, Redaction redaction) {
        Sight sight = seen.sight;
        return new Evidence.View(
                seen.step,
                seen.attempt,
                redaction.fields(sight.url()),
                redaction.fields(sight.title()),
                sight.picture().size() == 0
                        ? Optional.empty()
                        : Optional.of(Base64.getEncoder()
                                .encodeToString(sight.picture().copy())),
                sight.console().stream().map(line -> cut(line, redaction)).toList(),
                sight.failed().stream().map(line -> cut(line, redaction)).toList());
    }

    /** What a page asked for, as what a step asks for, but without bodies. */
    private static Evidence.Exchange written(Seen seen, Load load, Redaction redaction) {
        return new Evidence.Exchange(
                seen.step,
                seen.attempt,
                Duration.ofNanos(Math.max(0, seen.at - load.ago().toNanos())),
                load.phases().within(load.phases().total()),
                load.method(),
                cut(load.url(), redaction),
                redaction.headers(load.asked()),
                Optional.empty(),
                load.address(),
                Optional.empty(),
                Optional.empty(),
                load.status(),
                redaction.headers(load.answered()),
                Optional.empty(),
                load.bytes());
    }

    /** After it was masked: the cut must not spare half of a secret. */
    private static String cut(String line, Redaction redaction) {
        String masked = redaction.fields(line);
        return masked.length() <= LINE ? masked : masked.substring(0, LINE) + "…";
    }

    private static Evidence.Exchange written(Noted noted, Redaction redaction) {
        Call call = noted.call;
        Optional<Answer> answer = noted.answer;
        return new Evidence.Exchange(
                noted.step,
                noted.attempt,
                Duration.ofNanos(Math.max(0, noted.start)),
                noted.phases.within(noted.phases.total()),
                call.method(),
                redaction.fields(call.url().toString()),
                sent(noted, redaction),
                call.body().size() == 0
                        ? Optional.empty()
                        : Optional.of(masked(
                                call.body(), call.body().text(StandardCharsets.UTF_8), call.headers(), redaction)),
                answer.map(Answer::address),
                answer.map(Answer::protocol),
                answer.flatMap(Answer::handshake).map(Handshake::certificate).map(Certificates::summary),
                answer.map(Answer::status).orElse(0),
                answer.map(given -> redaction.headers(given.headers())).orElse(Map.of()),
                answer.map(given -> masked(given.body(), given.text(), given.headers(), redaction)),
                answer.map(Answer::bodyBytes).orElse(0L));
    }

    /** The headers of a request, and those that were not for who was asked. */
    private static Map<String, List<String>> sent(Noted noted, Redaction redaction) {
        Map<String, List<String>> headers = redaction.headers(noted.call.headers());
        noted.withheld.forEach(name -> headers.putIfAbsent(name, List.of(Evidence.WITHHELD)));
        return headers;
    }

    private static String masked(Bytes body, String plain, Headers headers, Redaction redaction) {
        String text = redaction.body(plain, headers.first("content-type").orElse(""));
        return body.size() <= BODY ? text : text.substring(0, Math.min(BODY, Math.max(0, text.length() - MARGIN)));
    }

    private Optional<Answer> answer(Reply reply) {
        return switch (reply) {
            case Reply.Broken broken -> Optional.empty();
            case Reply.Untold untold -> Optional.empty();
            case Reply.Answered(Answer answer, var phases) -> Optional.of(answer.with(cut(answer.body())));
        };
    }

    private Call cut(Call call) {
        return with(call, cut(call.body()));
    }

    private static Call with(Call call, Bytes body) {
        return body == call.body() ? call : new Call(call.method(), call.url(), call.headers(), body);
    }

    private Bytes cut(Bytes body) {
        return share.held(body.first(Visit.SHOWN));
    }
}
