package dev.outrider.run;

import dev.outrider.expr.Evaluation;
import dev.outrider.journey.Journey;
import dev.outrider.journey.Request;
import dev.outrider.journey.Step;
import dev.outrider.result.Outcome;
import dev.outrider.result.Outcome.Fault;
import dev.outrider.result.Outcome.Trouble;
import dev.outrider.result.Timings;
import dev.outrider.run.http.Bytes;
import dev.outrider.run.http.Call;
import dev.outrider.run.http.Customer;
import dev.outrider.run.http.Deadline;
import dev.outrider.run.http.Discretion;
import dev.outrider.run.http.Headers;
import dev.outrider.run.http.Origin;
import dev.outrider.run.http.Reply;
import dev.outrider.run.http.Url;
import dev.outrider.run.http.Visit;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the steps of one run that ask by HTTP: writes the request, has it asked, and has the answer judged. */
final class Asking {
    /** What is put into these opens doors. */
    private static final Set<String> KEYS = Set.of("authorization", "proxy-authorization", "cookie", "x-api-key");

    private static final Sensitive BY_NAME = new Sensitive(Set.of());
    /** Every client has them. */
    private static final Set<String> PLAIN = Set.of("user-agent", "accept", "accept-encoding", "accept-language");

    private final Set<String> traced;
    private final Preparation prepared;
    private final Customer customer;
    private final Redaction redaction;
    private final Recorder recorder;
    private final Trace trace;
    private final Runner.Parts parts;
    /** Who may see that we are synthetic: the base, or where the first step went. */
    private @Nullable Origin own;

    /** What the customer looks at. */
    private @Nullable LastPage page;

    private final long began;
    private boolean asked;
    /** Whose answer is held. */
    private @Nullable StepRun latest;

    Asking(
            Journey journey,
            Preparation prepared,
            Customer customer,
            Redaction redaction,
            Recorder recorder,
            Trace trace,
            Runner.Parts parts,
            long began) {
        this.traced = journey.telling().trace();
        this.prepared = prepared;
        this.customer = customer;
        this.redaction = redaction;
        this.recorder = recorder;
        this.trace = trace;
        this.parts = parts;
        this.began = began;
        this.own = prepared.base().map(Url::origin).orElse(null);
    }

    /** Whether anything was sent in this run. */
    boolean asked() {
        return asked;
    }

    /**
     * Makes a step.
     *
     * @param index of the step of the run to which its evidence belongs
     * @param round in which it is made again, 0 when it is not part of one
     */
    Made make(int index, Step.Http step, Deadline end, int round) throws InterruptedException {
        if (end.passed()) {
            return Made.not(new Outcome.Failed(Fault.TIMEOUT, end.limit() + " were over before the step began"));
        }
        Composer composer = new Composer(prepared.names(), prepared.base().orElse(null));
        Optional<Outcome> skipped = composer.skipped(step.condition());
        if (skipped.isPresent()) {
            return Made.not(skipped.get());
        }
        composer.let(step.lets());
        Preparation.hide(step.lets(), prepared.names(), prepared.masks());
        Optional<Call> call = composer.call(step.request(), common(), page);
        if (composer.trouble().isPresent() || call.isEmpty()) {
            return Made.not(composer.verdict().orElseThrow());
        }
        hideKeys(step.request());
        Call signed = new Signer(composer, prepared.names()).signed(traced(index, call.get()), step.signing());
        if (composer.trouble().isPresent()) {
            return Made.not(composer.trouble().get());
        }
        letGo();
        StepRun run = new StepRun(step, signed, end, parts.pace(), asker(index, step, round));
        latest = run;
        try {
            return new Made(run.run(), Optional.of(run), call);
        } catch (IllegalArgumentException unsendable) {
            String detail = "the request cannot be sent: " + unsendable.getMessage();
            return Made.not(new Outcome.Errored(Trouble.EXPRESSION, detail));
        }
    }

    /** Of all bodies only those stay that evidence shows, and the page: the last answer was read, or is read no more. */
    void letGo() {
        if (latest != null) {
            latest.letGo();
        }
        List<Bytes> held = recorder.bodies();
        if (page != null) {
            held.add(page.answer().body());
        }
        customer.share().only(held);
    }

    /** Judges the last answer of steps that were repeated. */
    Judge judge(Step.Repeat step, AnswerNames names) {
        return new Judge(step, names, prepared.names(), redaction);
    }

    /** How long a target asked to wait. */
    Optional<Duration> pause(StepRun.Attempt attempt) {
        return attempt.names()
                .flatMap(names -> RetryAfter.of(names.answer(), parts.clock().instant()));
    }

    /** Keys are known by their names, and by what they hold. */
    private Discretion discretion() {
        Map<String, String> ours = parts.settings().headers();
        return new Discretion(
                name -> KEYS.contains(name.toLowerCase(Locale.ROOT)) || BY_NAME.field(name),
                name -> ours.keySet().stream().anyMatch(name::equalsIgnoreCase)
                        && !PLAIN.contains(name.toLowerCase(Locale.ROOT)),
                prepared.masks()::isIn);
    }

    private Headers common() {
        Headers headers = new Headers(List.of(
                Map.entry("User-Agent", parts.settings().userAgent()),
                Map.entry("Accept", "*/*"),
                Map.entry("Accept-Encoding", "gzip")));
        for (Map.Entry<String, String> header : parts.settings().headers().entrySet()) {
            headers = headers.with(header.getKey(), header.getValue());
        }
        return headers;
    }

    private Call traced(int step, Call call) {
        if (own == null) {
            own = call.url().origin();
        }
        Origin to = call.url().origin();
        boolean may = to.equals(own) || traced.contains(to.authority()) || traced.contains(to.host());
        if (!may || call.headers().first("traceparent").isPresent()) {
            return call;
        }
        return call.withHeaders(
                call.headers().with("traceparent", trace.parent(step)).with("baggage", trace.baggage()));
    }

    /** A captured value that opens a door is masked like a secret from here on. */
    private void hideKeys(Request request) {
        request.headers().forEach((header, template) -> {
            if (KEYS.contains(header.toLowerCase(Locale.ROOT))) {
                template.reads()
                        .forEach(name -> prepared.names().made(name).ifPresent(value -> {
                            prepared.masks().hide(value, "[captured " + name + "]");
                            prepared.names().taint(name);
                        }));
            }
        });
    }

    private StepRun.Asker asker(int index, Step.Http step, int round) {
        return new StepRun.Asker() {
            @Override
            public Visit visit(Call call, int attempt, Deadline deadline) throws InterruptedException {
                asked = true;
                parts.cue().accept(index);
                letGo();
                Visit visit = customer.visit(
                        call, step.redirects().max(), soFar -> isEnough(step, soFar), discretion(), deadline);
                recorder.note(
                        index, round == 0 ? attempt : round, visit, parts.pace().nanoTime() - began);
                if (visit.reply() instanceof Reply.Answered answered) {
                    page = LastPage.of(visit.hops().getLast().call(), answered.answer())
                            .orElse(page);
                }
                return visit;
            }

            @Override
            public Optional<AnswerNames> names(Visit visit, long since) {
                Timings timings = visit.phases().within(parts.pace().nanoTime() - since);
                return Asking.this.names(visit, timings);
            }

            @Override
            public Judge judge(AnswerNames names) {
                return new Judge(step, names, prepared.names(), redaction);
            }

            @Override
            public Optional<Duration> pause(StepRun.Attempt attempt) {
                return Asking.this.pause(attempt);
            }
        };
    }

    private Optional<AnswerNames> names(Visit visit, Timings timings) {
        return visit.reply() instanceof Reply.Answered answered
                ? Optional.of(new AnswerNames(prepared.names(), visit, answered.answer(), timings))
                : Optional.empty();
    }

    /** Whether the redirect that came last is the one to look at, or cannot be known because too little of it was kept. */
    private boolean isEnough(Step.Http step, Visit soFar) {
        Optional<AnswerNames> names = names(soFar, Timings.NONE);
        if (step.redirects().until().isEmpty() || names.isEmpty()) {
            return false;
        }
        Evaluation evaluation = step.redirects().until().get().evaluate(names.get());
        return names.get().missedRest()
                || (evaluation instanceof Evaluation.Value(Object value) && Boolean.TRUE.equals(value));
    }
}
