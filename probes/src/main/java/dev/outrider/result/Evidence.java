package dev.outrider.result;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was said between us and the target, secrets masked before it is written anywhere.
 *
 * @param lastGood what was said in the last run that passed, beside a run that failed
 */
public record Evidence(List<Exchange> exchanges, List<View> views, Optional<Good> lastGood) {
    public static final Evidence NONE = new Evidence(List.of());

    /** Stands for the value of a header that was sent before a redirect, and not after it. */
    public static final String WITHHELD = "[not sent: it was for another origin]";

    public Evidence {
        exchanges = List.copyOf(exchanges);
        views = List.copyOf(views);
    }

    /** Of one run alone. */
    public Evidence(List<Exchange> exchanges, List<View> views) {
        this(exchanges, views, Optional.empty());
    }

    /** Of one run without a browser. */
    public Evidence(List<Exchange> exchanges) {
        this(exchanges, List.of());
    }

    public Evidence beside(Good good) {
        return new Evidence(exchanges, views, Optional.of(good));
    }

    public boolean isEmpty() {
        return exchanges.isEmpty() && views.isEmpty() && lastGood.isEmpty();
    }

    /**
     * What a browser showed when a step was over.
     *
     * @param step index of the step in the run, from 0
     * @param attempt from 1
     * @param picture a JPEG in Base64, fields that hold secrets painted over
     * @param console errors of the page's scripts
     * @param failed requests of the page that failed, each with its reason
     */
    public record View(
            int step,
            int attempt,
            String url,
            String title,
            Optional<String> picture,
            List<String> console,
            List<String> failed) {
        public View {
            console = List.copyOf(console);
            failed = List.copyOf(failed);
        }
    }

    /**
     * A run that passed, for comparison.
     *
     * @param exchanges empty where an earlier run has brought them along
     */
    public record Good(String runId, Instant startedAt, List<Exchange> exchanges) {
        public Good {
            exchanges = List.copyOf(exchanges);
        }

        /** Without what was said. */
        public Good named() {
            return new Good(runId, startedAt, List.of());
        }
    }

    /**
     * One request and its answer.
     *
     * @param step index of the step in the run, from 0
     * @param attempt from 1
     * @param start since the run began
     * @param timings of this exchange alone; none of them is the script's
     * @param address the address that answered, for example {@code 203.0.113.7:443}
     * @param protocol {@code HTTP/1.1} or {@code HTTP/2}
     * @param certificate by which the server showed itself
     * @param requestBody cut at 64 KiB
     * @param status 0 when there was no answer
     * @param body cut at 64 KiB
     * @param bodyBytes how many there were
     */
    public record Exchange(
            int step,
            int attempt,
            Duration start,
            Timings timings,
            String method,
            String url,
            Map<String, List<String>> requestHeaders,
            Optional<String> requestBody,
            Optional<String> address,
            Optional<String> protocol,
            Optional<Certificate> certificate,
            int status,
            Map<String, List<String>> headers,
            Optional<String> body,
            long bodyBytes) {
        /** The headers that went out, without those that are told because they did not. */
        public Map<String, List<String>> sentHeaders() {
            Map<String, List<String>> sent = new LinkedHashMap<>(requestHeaders);
            sent.values().removeIf(List.of(WITHHELD)::equals);
            return sent;
        }
    }
}
