package dev.outrider.result;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was said between us and the target, secrets masked before it is written anywhere. */
public record Evidence(List<Exchange> exchanges, List<View> views) {
    public static final Evidence NONE = new Evidence(List.of(), List.of());

    public Evidence {
        exchanges = List.copyOf(exchanges);
        views = List.copyOf(views);
    }

    public boolean isEmpty() {
        return exchanges.isEmpty() && views.isEmpty();
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
     * One request and its answer.
     *
     * @param step index of the step in the run, from 0
     * @param attempt from 1
     * @param address the address that answered, for example {@code 203.0.113.7:443}
     * @param protocol {@code HTTP/1.1} or {@code HTTP/2}
     * @param requestBody cut at 64 KiB
     * @param status 0 when there was no answer
     * @param body cut at 64 KiB
     * @param bodyBytes how many there were
     */
    public record Exchange(
            int step,
            int attempt,
            String method,
            String url,
            Map<String, List<String>> requestHeaders,
            Optional<String> requestBody,
            Optional<String> address,
            Optional<String> protocol,
            int status,
            Map<String, List<String>> headers,
            Optional<String> body,
            long bodyBytes) {}
}
