package dev.outrider.desk.recording;

import dev.outrider.desk.recording.Exchange.Answer;
import dev.outrider.desk.recording.Exchange.Payload;
import dev.outrider.desk.recording.Exchange.Request;
import dev.outrider.run.http.Headers;
import dev.outrider.run.http.Url;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The HTTP Archive that a browser saves: "Save all as HAR with content", or Playwright's {@code recordHar}. */
public final class Har {
    private Har() {}

    /**
     * Reads it.
     *
     * @throws Unreadable when it is not one
     */
    public static Recording read(String text) {
        Dug log = Dug.of(text, "a HAR").at("log");
        Dug entries = log.at("entries");
        if (!entries.isList()) {
            throw new Unreadable("this is not a HAR: it has no log.entries");
        }
        List<Exchange> exchanges = new ArrayList<>();
        int bodies = 0;
        int unanswered = 0;
        for (Dug entry : entries.items()) {
            Optional<Exchange> exchange = exchange(entry);
            if (exchange.isPresent() && exchange.get().answer().isEmpty()) {
                unanswered++;
                continue;
            }
            exchange.ifPresent(exchanges::add);
            bodies += exchange.flatMap(Exchange::answer)
                            .map(Answer::body)
                            .orElse("")
                            .isEmpty()
                    ? 0
                    : 1;
        }
        // Browsers write what ended first; a customer's order is the one in which it began.
        exchanges.sort(Comparator.comparing(Exchange::at));
        List<String> notes = new ArrayList<>();
        if (unanswered > 0) {
            notes.add(unanswered + (unanswered == 1 ? " request was" : " requests were")
                    + " given up by the browser before an answer came, and left out");
        }
        if (isSanitized(log, exchanges)) {
            notes.add("it has no cookies and no credentials: where a request needs an Authorization header, export it"
                    + " \"with sensitive data\"");
        }
        if (bodies == 0 && !exchanges.isEmpty()) {
            notes.add("no answer in it has a body, so nothing can be correlated: save it with content"
                    + " (in Chromium: the arrow in the network panel)");
        }
        return new Recording(exchanges, Map.of(), notes);
    }

    /** Chromium leaves out what opens doors, unless it is told not to. */
    private static boolean isSanitized(Dug log, List<Exchange> exchanges) {
        return log.at("creator").text("name").equals("WebInspector")
                && exchanges.stream()
                        .noneMatch(
                                each -> each.request().headers().first("cookie").isPresent()
                                        || each.request()
                                                .headers()
                                                .first("authorization")
                                                .isPresent()
                                        || each.answer()
                                                .flatMap(answer ->
                                                        answer.headers().first("set-cookie"))
                                                .isPresent());
    }

    /** Nothing for what is no request over HTTP: data URLs, sockets, extensions. */
    private static Optional<Exchange> exchange(Dug entry) {
        Dug request = entry.at("request");
        try {
            Url url = Url.parse(request.text("url"));
            Headers headers = headers(request.at("headers"));
            return Optional.of(new Exchange(
                    "",
                    instant(entry.text("startedDateTime")),
                    entry.text("_resourceType").toLowerCase(Locale.ROOT),
                    new Request(
                            Sound.method(request.text("method").toUpperCase(Locale.ROOT)),
                            url,
                            headers,
                            payload(request.at("postData"))),
                    answer(entry.at("response")),
                    Map.of()));
        } catch (IllegalArgumentException notHttp) {
            return Optional.empty();
        }
    }

    private static Payload payload(Dug data) {
        String mime = data.text("mimeType");
        String text = data.text("text");
        if (!text.isEmpty()) {
            return Payloads.of(mime, text);
        }
        List<Map.Entry<String, String>> fields = new ArrayList<>();
        List<String> files = new ArrayList<>();
        for (Dug field : data.at("params").items()) {
            String name = Payloads.decoded(field.text("name"));
            if (field.has("fileName")) {
                files.add(name);
            } else {
                fields.add(Map.entry(name, Payloads.decoded(field.text("value"))));
            }
        }
        if (Payloads.bare(mime).equals("multipart/form-data")) {
            return new Payload.Parts(fields, files);
        }
        return fields.isEmpty() ? new Payload.None() : new Payload.Form(fields);
    }

    private static Optional<Answer> answer(Dug response) {
        // Browsers write 0 or -1 for what they gave up.
        if (!response.text("status").matches("[1-9]\\d\\d")) {
            return Optional.empty();
        }
        int status = Integer.parseInt(response.text("status"));
        Headers headers = headers(response.at("headers"));
        if (headers.first("location").isEmpty() && !response.text("redirectURL").isEmpty()) {
            headers = headers.with("Location", response.text("redirectURL"));
        }
        Dug content = response.at("content");
        String body = content.text("text");
        if (content.text("encoding").equals("base64")) {
            body = new String(Base64.getMimeDecoder().decode(body), StandardCharsets.UTF_8);
        }
        return Optional.of(new Answer(status, headers, Payloads.bare(content.text("mimeType")), body));
    }

    private static Headers headers(Dug list) {
        return Sound.headers(list.items().stream().map(header -> Map.entry(header.text("name"), header.text("value"))));
    }

    private static Instant instant(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException unknown) {
            return Instant.EPOCH;
        }
    }
}
