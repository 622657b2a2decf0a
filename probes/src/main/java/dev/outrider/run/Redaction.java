package dev.outrider.run;

import dev.outrider.expr.Expression.Finding;
import dev.outrider.result.Outcome;
import dev.outrider.result.StepResult;
import dev.outrider.run.http.Headers;
import dev.outrider.source.Quotation;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What leaves a run has passed here: no secret value, no telling field, no header that is not known to be harmless. */
final class Redaction {
    static final String MASKED = "[masked]";
    /** Their values help a diagnosis and open no door. */
    private static final Set<String> SHOWN = Set.of(
            "accept",
            "accept-encoding",
            "accept-language",
            "accept-ranges",
            "access-control-allow-credentials",
            "access-control-allow-headers",
            "access-control-allow-methods",
            "access-control-allow-origin",
            "age",
            "allow",
            "alt-svc",
            "baggage",
            "cache-control",
            "cf-cache-status",
            "cf-ray",
            "connection",
            "content-disposition",
            "content-encoding",
            "content-language",
            "content-length",
            "content-security-policy",
            "content-type",
            "date",
            "etag",
            "expect",
            "expires",
            "host",
            "idempotency-key",
            "if-match",
            "if-modified-since",
            "if-none-match",
            "keep-alive",
            "last-modified",
            "link",
            "location",
            "origin",
            "pragma",
            "range",
            "referer",
            "referrer-policy",
            "retry-after",
            "server",
            "server-timing",
            "strict-transport-security",
            "te",
            "traceparent",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "user-agent",
            "vary",
            "via",
            "warning",
            "www-authenticate",
            "x-cache",
            "x-content-type-options",
            "x-correlation-id",
            "x-frame-options",
            "x-powered-by",
            "x-request-id",
            "x-served-by",
            "x-xss-protection");

    private static final Pattern JSON_FIELD = Pattern.compile(
            "\"((?:[^\"\\\\]|\\\\.){1,100}+)\"(\\s*:\\s*)(\"(?:[^\"\\\\]|\\\\.)*+\"?|[-+0-9.eE]++|true|false)");
    /** What {@link Masks} put in place of a value, which says more than {@link #MASKED}; its blank does not end a field. */
    private static final String LABEL = "\\[(?:secret|captured) [^\\]&=]{1,100}]";

    private static final Pattern FORM_FIELD =
            Pattern.compile("(^|[?&;])([^=&?;#\\s]{1,100})=((?:" + LABEL + "|[^&;#\\s])*+)");

    /** A part of a multipart body: its head, its name, its file's name, its content. */
    private static final Pattern PART = Pattern.compile(
            "(Content-Disposition: form-data; name=\"([^\"]*)\"(; filename=\"[^\"]*\")?.*?\r\n\r\n)(.*?)\r\n--",
            Pattern.DOTALL);

    private final Masks masks;
    private final Sensitive sensitive;
    private final Set<String> revealed;

    Redaction(Masks masks, Sensitive sensitive) {
        this(masks, sensitive, Set.of());
    }

    /** @param revealed headers that an author knows to be harmless, in small letters */
    Redaction(Masks masks, Sensitive sensitive, Set<String> revealed) {
        this.masks = masks;
        this.sensitive = sensitive;
        this.revealed = revealed;
    }

    /** What one step found. */
    StepResult step(StepResult step) {
        return new StepResult(
                step.name(),
                step.cleanup(),
                step.service(),
                step.line(),
                outcome(step.outcome()),
                step.start(),
                step.timings(),
                step.attempts(),
                step.request().map(this::fields),
                step.status(),
                step.expectations().stream().map(this::unmet).toList(),
                step.fingerprint());
    }

    Outcome outcome(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Passed passed -> passed;
            case Outcome.Degraded(List<String> reasons, boolean slow) ->
                new Outcome.Degraded(reasons.stream().map(this::sentence).toList(), slow);
            case Outcome.Failed(Outcome.Fault fault, String detail) -> new Outcome.Failed(fault, sentence(detail));
            case Outcome.Errored(Outcome.Trouble trouble, String detail) ->
                new Outcome.Errored(trouble, sentence(detail));
            case Outcome.Skipped(String reason) -> new Outcome.Skipped(sentence(reason));
        };
    }

    private StepResult.Unmet unmet(StepResult.Unmet unmet) {
        return new StepResult.Unmet(
                unmet.key(), unmet.file(), unmet.line(), unmet.column(), unmet.expression(), sentence(unmet.actual()));
    }

    /** Masked first, and only then cut where it quotes others. */
    private String sentence(String sentence) {
        return Quotation.settled(fields(sentence));
    }

    /** A URL, the fields of a form, or a sentence that may quote one. */
    String fields(String url) {
        String masked = masks.apply(url);
        if (masked.indexOf('=') < 0) {
            return masked;
        }
        return FORM_FIELD
                .matcher(masked)
                .replaceAll(field -> Matcher.quoteReplacement(
                        sensitive.field(decoded(field.group(2)))
                                        && !field.group(3).matches(LABEL)
                                ? field.group(1) + field.group(2) + "=" + MASKED
                                : field.group()));
    }

    /** A body, by its content type. */
    String body(String body, String contentType) {
        String type = contentType.toLowerCase(Locale.ROOT);
        if (type.contains("x-www-form-urlencoded")) {
            return fields(body);
        }
        if (type.startsWith("multipart/form-data")) {
            return parts(body);
        }
        String masked = masks.apply(body);
        // Also where no JSON is announced: servers forget to.
        return type.contains("html")
                ? masked
                : JSON_FIELD
                        .matcher(masked)
                        .replaceAll(field -> Matcher.quoteReplacement(
                                sensitive.field(field.group(1))
                                        ? "\"" + field.group(1) + "\"" + field.group(2) + "\"" + MASKED + "\""
                                        : field.group()));
    }

    /** Of a file its name is enough. */
    private String parts(String body) {
        return PART.matcher(masks.apply(body)).replaceAll(part -> {
            String instead = part.group(3) != null ? "[a file]" : MASKED;
            boolean hidden = part.group(3) != null || sensitive.field(part.group(2));
            return Matcher.quoteReplacement(part.group(1) + (hidden ? instead : part.group(4)) + "\r\n--");
        });
    }

    Map<String, List<String>> headers(Headers headers) {
        Map<String, List<String>> shown = new LinkedHashMap<>();
        headers.grouped()
                .forEach((name, values) -> shown.put(
                        name, values.stream().map(value -> header(name, value)).toList()));
        return shown;
    }

    /** A part of an expression and its value, as it stands in the message of an expectation. */
    String finding(Finding finding) {
        String part = finding.part();
        String last = part.replaceAll("['\"\\])]+$", "").replaceAll(".*[.\\['\"(?]", "");
        String value = sensitive.field(last) ? MASKED : body(finding.value(), "");
        return masks.apply(part) + " was " + value;
    }

    private String header(String name, String value) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (!SHOWN.contains(lower) && !revealed.contains(lower) && !lower.startsWith("x-outrider-")) {
            return MASKED;
        }
        return lower.equals("location") || lower.equals("referer") ? fields(value) : masks.apply(value);
    }

    private static String decoded(String name) {
        try {
            return URLDecoder.decode(name, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return name;
        }
    }
}
