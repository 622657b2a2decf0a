package dev.outrider.desk.recording;

import dev.outrider.run.http.Headers;
import dev.outrider.run.http.Url;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One request, and its answer where it was recorded.
 *
 * @param name what it was called in the recording; may be empty
 * @param kind what the browser wanted it for ({@code document}, {@code xhr}, {@code image}); empty when nobody says
 * @param captures values that the recording itself takes from the answer: expression by name
 */
public record Exchange(
        String name, Instant at, String kind, Request request, Optional<Answer> answer, Map<String, String> captures) {
    public Exchange {
        captures = Map.copyOf(captures);
    }

    /** What was asked. */
    public record Request(String method, Url url, Headers headers, Payload payload) {
        /** Whether it asks for nothing to be changed. */
        public boolean isRead() {
            return method.equals("GET") || method.equals("HEAD");
        }
    }

    /**
     * What was answered.
     *
     * @param status 0 when there was no answer
     * @param mime without parameters, in small letters
     */
    public record Answer(int status, Headers headers, String mime, String body) {
        public boolean isRedirect() {
            return status >= 300 && status < 400 && headers.first("location").isPresent();
        }

        public boolean isPage() {
            return mime.equals("text/html") || mime.equals("application/xhtml+xml");
        }

        public boolean isJson() {
            return mime.equals("application/json") || mime.endsWith("+json");
        }
    }

    /** What was sent with it. */
    public sealed interface Payload {
        record None() implements Payload {}

        /** Fields of a form, in their order, decoded. */
        record Form(List<Map.Entry<String, String>> fields) implements Payload {
            public Form {
                fields = List.copyOf(fields);
            }
        }

        /** A document; {@code tree} is maps, lists and scalars as expressions see them. */
        record Json(Object tree) implements Payload {}

        record Text(String mime, String text) implements Payload {}

        /** Parts of text; those that were files are only named. */
        record Parts(List<Map.Entry<String, String>> texts, List<String> files) implements Payload {
            public Parts {
                texts = List.copyOf(texts);
                files = List.copyOf(files);
            }
        }
    }
}
