package dev.outrider.coordinator.ingest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.outrider.result.Fingerprint;
import dev.outrider.result.Outcome;
import dev.outrider.result.StepResult;
import dev.outrider.result.Timings;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Outcomes and steps as they stand in the table: JSON arrays without names, times in microseconds, a quarter of the size
 * of the wire's form. New fields are added at the end of an array; {@link Expanded} reads it.
 */
final class Compact {
    static final JsonFactory JSON = new JsonFactory();

    private Compact() {}

    /** What there is to say beside the word; empty for a pass. */
    static String detail(Outcome outcome) {
        return outcome instanceof Outcome.Passed ? "" : write(json -> outcome(json, outcome));
    }

    static String steps(List<StepResult> steps) {
        return write(json -> {
            json.writeStartArray();
            for (StepResult step : steps) {
                step(json, step);
            }
            json.writeEndArray();
        });
    }

    private static void step(JsonGenerator json, StepResult step) throws IOException {
        json.writeStartArray();
        json.writeString(step.name());
        json.writeNumber(step.cleanup() ? 1 : 0);
        text(json, step.service());
        json.writeNumber(step.line());
        outcome(json, step.outcome());
        micros(json, step.start());
        timings(json, step.timings());
        json.writeNumber(step.attempts());
        text(json, step.request());
        json.writeNumber(step.status().orElse(0));
        json.writeStartArray();
        for (StepResult.Unmet unmet : step.expectations()) {
            unmet(json, unmet);
        }
        json.writeEndArray();
        fingerprint(json, step.fingerprint());
        json.writeEndArray();
    }

    private static void outcome(JsonGenerator json, Outcome outcome) throws IOException {
        json.writeStartArray();
        json.writeString(outcome.word());
        switch (outcome) {
            case Outcome.Passed() -> {}
            case Outcome.Degraded(List<String> reasons, boolean slow) -> {
                json.writeNumber(slow ? 1 : 0);
                for (String reason : reasons) {
                    json.writeString(reason);
                }
            }
            case Outcome.Failed(Outcome.Fault fault, String detail) -> {
                json.writeString(fault.name());
                json.writeString(detail);
            }
            case Outcome.Errored(Outcome.Trouble trouble, String detail) -> {
                json.writeString(trouble.name());
                json.writeString(detail);
            }
            case Outcome.Skipped(String reason) -> json.writeString(reason);
        }
        json.writeEndArray();
    }

    private static void timings(JsonGenerator json, Timings timings) throws IOException {
        json.writeStartArray();
        micros(json, timings.resolve());
        micros(json, timings.connect());
        micros(json, timings.tls());
        micros(json, timings.settings());
        micros(json, timings.send());
        micros(json, timings.waiting());
        micros(json, timings.download());
        micros(json, timings.script());
        json.writeEndArray();
    }

    private static void unmet(JsonGenerator json, StepResult.Unmet unmet) throws IOException {
        json.writeStartArray();
        json.writeString(unmet.key());
        json.writeString(unmet.file());
        json.writeNumber(unmet.line());
        json.writeNumber(unmet.column());
        json.writeString(unmet.expression());
        json.writeString(unmet.actual());
        json.writeEndArray();
    }

    private static void fingerprint(JsonGenerator json, Optional<Fingerprint> of) throws IOException {
        json.writeStartArray();
        if (of.isPresent()) {
            Fingerprint fingerprint = of.get();
            json.writeString(fingerprint.address());
            json.writeString(fingerprint.protocol());
            json.writeString(fingerprint.type());
            json.writeString(fingerprint.shape());
            json.writeNumber(fingerprint.bytes());
            text(json, fingerprint.serial());
            text(json, fingerprint.expires().map(Instant::toString));
        }
        json.writeEndArray();
    }

    private static void micros(JsonGenerator json, Duration duration) throws IOException {
        json.writeNumber(duration.toNanos() / 1000);
    }

    private static void text(JsonGenerator json, Optional<String> text) throws IOException {
        if (text.isPresent()) {
            json.writeString(text.get());
        } else {
            json.writeNull();
        }
    }

    private interface Content {
        void to(JsonGenerator json) throws IOException;
    }

    private static String write(Content content) {
        StringWriter text = new StringWriter(512);
        try (JsonGenerator json = JSON.createGenerator(text)) {
            content.to(json);
        } catch (IOException impossible) {
            throw new UncheckedIOException("a string writer failed", impossible);
        }
        return text.toString();
    }
}
