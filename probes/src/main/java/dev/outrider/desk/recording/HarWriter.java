package dev.outrider.desk.recording;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.outrider.result.Evidence.Exchange;
import dev.outrider.result.RunResult;
import dev.outrider.result.StepResult;
import dev.outrider.result.Timings;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What was said in runs, as an HTTP Archive (HAR 1.2), which the network panels of browsers open. A run is a page. Secrets
 * stay as masked as they are in the evidence; bodies are as long as it kept them.
 */
public final class HarWriter {
    private static final JsonFactory JSON = new JsonFactory();
    /** What HAR writes where a figure does not apply. */
    private static final int NONE = -1;

    private final JsonGenerator json;

    private HarWriter(JsonGenerator json) {
        this.json = json;
    }

    /** Of runs whose evidence was kept. */
    public static String of(Collection<RunResult> runs) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text).useDefaultPrettyPrinter()) {
            new HarWriter(json).log(runs);
        } catch (IOException impossible) {
            throw new UncheckedIOException("a string writer failed", impossible);
        }
        return text.append('\n').toString();
    }

    private void log(Collection<RunResult> runs) throws IOException {
        json.writeStartObject();
        json.writeObjectFieldStart("log");
        json.writeStringField("version", "1.2");
        json.writeObjectFieldStart("creator");
        json.writeStringField("name", "Outrider");
        String version = HarWriter.class.getPackage().getImplementationVersion();
        json.writeStringField("version", version == null ? "" : version);
        json.writeEndObject();
        json.writeArrayFieldStart("pages");
        for (RunResult run : runs) {
            page(run);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("entries");
        for (RunResult run : runs) {
            for (Exchange exchange : run.evidence().exchanges()) {
                entry(run, exchange);
            }
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndObject();
    }

    private void page(RunResult run) throws IOException {
        json.writeStartObject();
        json.writeStringField("startedDateTime", instant(run.startedAt()));
        json.writeStringField("id", run.runId());
        json.writeStringField(
                "title",
                "%s, %s: %s"
                        .formatted(
                                run.key().journey(),
                                run.key().region(),
                                run.outcome().word()));
        json.writeObjectFieldStart("pageTimings");
        json.writeEndObject();
        json.writeEndObject();
    }

    private void entry(RunResult run, Exchange exchange) throws IOException {
        json.writeStartObject();
        json.writeStringField("pageref", run.runId());
        json.writeStringField("startedDateTime", instant(run.startedAt().plus(exchange.start())));
        json.writeNumberField("time", ms(exchange.timings().total()));
        request(exchange);
        response(exchange);
        json.writeObjectFieldStart("cache");
        json.writeEndObject();
        timings(exchange.timings());
        if (exchange.address().isPresent()) {
            String address = exchange.address().get();
            int port = address.lastIndexOf(':');
            json.writeStringField("serverIPAddress", address.substring(0, port).replaceAll("[\\[\\]]", ""));
            json.writeStringField("connection", address.substring(port + 1));
        }
        json.writeStringField("comment", step(run, exchange));
        json.writeEndObject();
    }

    private static String step(RunResult run, Exchange exchange) {
        List<StepResult> steps = run.steps();
        String name = exchange.step() >= 0 && exchange.step() < steps.size()
                ? steps.get(exchange.step()).name()
                : "step " + exchange.step();
        return exchange.attempt() > 1 ? name + ", attempt " + exchange.attempt() : name;
    }

    private void request(Exchange exchange) throws IOException {
        json.writeObjectFieldStart("request");
        json.writeStringField("method", exchange.method());
        json.writeStringField("url", exchange.url());
        json.writeStringField("httpVersion", exchange.protocol().orElse("HTTP/1.1"));
        empty("cookies");
        pairs("headers", exchange.sentHeaders());
        query(exchange.url());
        if (exchange.requestBody().isPresent()) {
            json.writeObjectFieldStart("postData");
            json.writeStringField(
                    "mimeType",
                    header(exchange.requestHeaders(), "content-type").orElse(""));
            json.writeStringField("text", exchange.requestBody().get());
            json.writeEndObject();
        }
        json.writeNumberField("headersSize", NONE);
        json.writeNumberField("bodySize", exchange.requestBody().isPresent() ? NONE : 0);
        json.writeEndObject();
    }

    private void query(String url) throws IOException {
        json.writeArrayFieldStart("queryString");
        String bare = url.replaceFirst("#.*", "");
        int from = bare.indexOf('?');
        if (from >= 0) {
            for (String field : bare.substring(from + 1).split("&", -1)) {
                int equals = field.indexOf('=');
                pair(
                        decoded(equals < 0 ? field : field.substring(0, equals)),
                        equals < 0 ? "" : decoded(field.substring(equals + 1)));
            }
        }
        json.writeEndArray();
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return text;
        }
    }

    private void response(Exchange exchange) throws IOException {
        json.writeObjectFieldStart("response");
        json.writeNumberField("status", exchange.status());
        json.writeStringField("statusText", "");
        json.writeStringField("httpVersion", exchange.protocol().orElse(""));
        empty("cookies");
        pairs("headers", exchange.headers());
        json.writeObjectFieldStart("content");
        json.writeNumberField("size", exchange.bodyBytes());
        json.writeStringField(
                "mimeType", header(exchange.headers(), "content-type").orElse("x-unknown"));
        if (exchange.body().isPresent()) {
            json.writeStringField("text", exchange.body().get());
        }
        json.writeEndObject();
        json.writeStringField(
                "redirectURL", header(exchange.headers(), "location").orElse(""));
        json.writeNumberField("headersSize", NONE);
        json.writeNumberField("bodySize", NONE);
        json.writeEndObject();
    }

    /** HAR counts TLS within the connecting; what a kept connection did not need is none. */
    private void timings(Timings timings) throws IOException {
        boolean opened = !timings.connect().isZero();
        json.writeObjectFieldStart("timings");
        json.writeNumberField("blocked", NONE);
        json.writeNumberField("dns", opened ? ms(timings.resolve()) : NONE);
        json.writeNumberField(
                "connect", opened ? ms(timings.connect().plus(timings.tls()).plus(timings.settings())) : NONE);
        json.writeNumberField("ssl", timings.tls().isZero() ? NONE : ms(timings.tls()));
        json.writeNumberField("send", ms(timings.send()));
        json.writeNumberField("wait", ms(timings.waiting()));
        json.writeNumberField("receive", ms(timings.download()));
        json.writeEndObject();
    }

    private static Optional<String> header(Map<String, List<String>> headers, String name) {
        return headers.entrySet().stream()
                .filter(header -> header.getKey().toLowerCase(Locale.ROOT).equals(name))
                .flatMap(header -> header.getValue().stream())
                .findFirst();
    }

    private void pairs(String name, Map<String, List<String>> headers) throws IOException {
        json.writeArrayFieldStart(name);
        for (Map.Entry<String, List<String>> header : headers.entrySet()) {
            for (String value : header.getValue()) {
                pair(header.getKey(), value);
            }
        }
        json.writeEndArray();
    }

    private void pair(String name, String value) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", name);
        json.writeStringField("value", value);
        json.writeEndObject();
    }

    private void empty(String name) throws IOException {
        json.writeArrayFieldStart(name);
        json.writeEndArray();
    }

    private static String instant(Instant instant) {
        return Instant.ofEpochMilli(instant.toEpochMilli()).toString();
    }

    private static double ms(Duration duration) {
        long micros = duration.toNanos() / 1000;
        return micros / 1000.0;
    }
}
