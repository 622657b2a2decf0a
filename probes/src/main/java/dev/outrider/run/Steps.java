package dev.outrider.run;

import dev.outrider.expr.Evaluation;
import dev.outrider.journey.Journey;
import dev.outrider.journey.Request;
import dev.outrider.journey.Step;
import dev.outrider.result.Outcome;
import dev.outrider.result.Outcome.Fault;
import dev.outrider.result.Outcome.Trouble;
import dev.outrider.result.StepResult;
import dev.outrider.result.Timings;
import dev.outrider.run.http.Call;
import dev.outrider.run.http.Customer;
import dev.outrider.run.http.Deadline;
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
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes the steps of one run: writes the request, has it asked and judged, and says what was found. */
final class Steps {
    /** What is put into these opens doors. */
    private static final Set<String> KEYS = Set.of("authorization", "proxy-authorization", "cookie", "x-api-key");

    private final Journey journey;
    private final Preparation prepared;
    private final Customer customer;
    private final Redaction redaction;
    private final Recorder recorder;
    private final Trace trace;
    private final Runner.Parts parts;
    private final long runBegan;
    private final Set<String> captures;
    /** Who may see that we are synthetic: the base, or where the first step went. */
    private @Nullable Origin own;

    /** What the customer looks at. */
    private @Nullable LastPage page;

    private boolean asked;

    Steps(
            Journey journey,
            Preparation prepared,
            Customer customer,
            Redaction redaction,
            Recorder recorder,
            Trace trace,
            Runner.Parts parts,
            long runBegan) {
        this.journey = journey;
        this.prepared = prepared;
        this.customer = customer;
        this.redaction = redaction;
        this.recorder = recorder;
        this.trace = trace;
        this.parts = parts;
        this.runBegan = runBegan;
        this.captures = Reads.captures(journey);
        this.own = prepared.base().map(Url::origin).orElse(null);
    }

    /** Whether anything was sent in this run. */
    boolean asked() {
        return asked;
    }

    /** A step that was not made. */
    StepResult result(Step step, boolean cleanup, Outcome outcome) {
        return result(step, cleanup, parts.pace().nanoTime(), Verdict.of(outcome), Optional.empty(), Optional.empty());
    }

    StepResult make(int index, Step.Http step, boolean cleanup, Deadline end) throws InterruptedException {
        long began = parts.pace().nanoTime();
        Optional<Outcome> without = cleanup ? neverCaptured(step) : Optional.empty();
        if (without.isPresent()) {
            return result(step, cleanup, without.get());
        }
        if (end.passed()) {
            return result(
                    step, cleanup, new Outcome.Failed(Fault.TIMEOUT, end.limit() + " were over before the step began"));
        }
        Composer composer = new Composer(prepared.names(), prepared.base().orElse(null));
        if (step.condition().isPresent()
                && !composer.holds(step.condition().get())
                && composer.trouble().isEmpty()) {
            return result(
                    step,
                    cleanup,
                    new Outcome.Skipped(
                            "its condition is false: " + step.condition().get().text()));
        }
        composer.let(step.lets());
        Preparation.hide(step.lets(), prepared.names(), prepared.masks());
        Optional<Call> call = composer.call(step.request(), common(), page);
        if (composer.trouble().isPresent() || call.isEmpty()) {
            return result(step, cleanup, composer.trouble().orElseThrow());
        }
        hideKeys(step.request());
        Call signed = new Signer(composer, prepared.names()).signed(traced(call.get()), step.signing());
        if (composer.trouble().isPresent()) {
            return result(step, cleanup, composer.trouble().get());
        }
        StepRun run = new StepRun(step, signed, end, parts.pace(), asker(index, step));
        try {
            return result(step, cleanup, began, run.run(), Optional.of(run), call);
        } catch (IllegalArgumentException unsendable) {
            String detail = "the request cannot be sent: " + unsendable.getMessage();
            return result(step, cleanup, new Outcome.Errored(Trouble.EXPRESSION, detail));
        }
    }

    private StepResult result(
            Step step, boolean cleanup, long began, Verdict verdict, Optional<StepRun> run, Optional<Call> call) {
        Optional<Visit> visit = run.flatMap(StepRun::last).map(StepRun.Attempt::visit);
        long took = parts.pace().nanoTime() - began;
        return new StepResult(
                step.name(),
                cleanup,
                step.service().or(journey::service),
                step.place().position().line(),
                verdict.outcome(),
                Duration.ofNanos(began - runBegan),
                run.map(each -> each.phases().within(took)).orElse(Timings.NONE),
                run.map(StepRun::attempts).orElse(0),
                call.map(each -> each.method() + " " + each.url()),
                visit.flatMap(Steps::status),
                verdict.unmet());
    }

    private static Optional<Integer> status(Visit visit) {
        return visit.hops().getLast().reply() instanceof Reply.Answered answered
                ? Optional.of(answered.answer().status())
                : Optional.empty();
    }

    /** A clean-up that needs what never came to be has nothing to clean up. */
    private Optional<Outcome> neverCaptured(Step.Http step) {
        Set<String> own = step.captures().stream().map(Step.Capture::name).collect(Collectors.toSet());
        return step.expressions()
                .flatMap(expression -> expression.reads().stream())
                .filter(name -> captures.contains(name) && !own.contains(name))
                .filter(name -> prepared.names().made(name).isEmpty())
                .findFirst()
                .map(name -> new Outcome.Skipped(name + " was never captured"));
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

    private Call traced(Call call) {
        if (own == null) {
            own = call.url().origin();
        }
        if (!call.url().origin().equals(own)
                || call.headers().first("traceparent").isPresent()) {
            return call;
        }
        return call.withHeaders(
                call.headers().with("traceparent", trace.parent(parts.random())).with("baggage", trace.baggage()));
    }

    /** A captured value that opens a door is masked like a secret from here on. */
    private void hideKeys(Request request) {
        request.headers().forEach((header, template) -> {
            if (KEYS.contains(header.toLowerCase(Locale.ROOT))) {
                template.reads()
                        .forEach(name -> prepared.names()
                                .made(name)
                                .ifPresent(value -> prepared.masks().hide(value, "[captured " + name + "]")));
            }
        });
    }

    private StepRun.Asker asker(int index, Step.Http step) {
        return new StepRun.Asker() {
            @Override
            public Visit visit(Call call, int attempt, Deadline deadline) throws InterruptedException {
                asked = true;
                Visit visit = customer.visit(call, step.redirects().max(), soFar -> isEnough(step, soFar), deadline);
                recorder.note(index, attempt, visit);
                if (visit.reply() instanceof Reply.Answered answered) {
                    page = LastPage.of(visit.url(), answered.answer()).orElse(page);
                }
                return visit;
            }

            @Override
            public Optional<AnswerNames> names(Visit visit, long since) {
                Timings timings = visit.phases().within(parts.pace().nanoTime() - since);
                return Steps.this.names(visit, timings);
            }

            @Override
            public Judge judge(AnswerNames names) {
                return new Judge(step, names, prepared.names(), redaction);
            }
        };
    }

    private Optional<AnswerNames> names(Visit visit, Timings timings) {
        return visit.reply() instanceof Reply.Answered answered
                ? Optional.of(new AnswerNames(prepared.names(), visit, answered.answer(), timings))
                : Optional.empty();
    }

    /** Whether the redirect that came last is the one to look at. */
    private boolean isEnough(Step.Http step, Visit soFar) {
        Optional<AnswerNames> names = names(soFar, Timings.NONE);
        return step.redirects().until().isPresent()
                && names.isPresent()
                && step.redirects().until().get().evaluate(names.get()) instanceof Evaluation.Value(Object value)
                && Boolean.TRUE.equals(value);
    }
}
