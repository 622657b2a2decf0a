package dev.outrider.run.http;

import java.util.Optional;
import java.util.Set;

/** What a customer's browser does after an answer: stays, goes on, or must not. */
sealed interface Redirect {
    /** The answer is the one to judge. */
    record Stay() implements Redirect {}

    record Follow(Call call) implements Redirect {}

    record Refuse(String detail) implements Redirect {}

    Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    /** What another origin must not see: it was meant for the first one. */
    Set<String> PRIVATE = Set.of("Authorization", "Cookie", "traceparent", "tracestate", "baggage");

    /**
     * Decides after an answer.
     *
     * @param followed how many were followed already
     * @param most 0 to look at the redirect itself
     */
    static Redirect after(Call call, Answer answer, int followed, int most) {
        Optional<String> location = answer.headers().first("location");
        if (most == 0 || location.isEmpty() || !REDIRECTS.contains(answer.status())) {
            return new Stay();
        }
        if (followed == most) {
            return new Refuse(
                    "redirected more than %d times, at last from %s to %s".formatted(most, call.url(), location.get()));
        }
        try {
            return follow(call, answer.status(), call.url().resolve(location.get()));
        } catch (IllegalArgumentException nowhere) {
            return new Refuse("redirected from %s to a place that cannot be followed: %s"
                    .formatted(call.url(), nowhere.getMessage()));
        }
    }

    private static Redirect follow(Call call, int status, Url next) {
        if (call.url().origin().secure() && !next.origin().secure()) {
            return new Refuse("redirected from %s to %s, which is not encrypted".formatted(call.url(), next));
        }
        Headers headers = call.headers();
        if (!next.origin().equals(call.url().origin())) {
            headers = elsewhere(headers, call.url().origin());
        }
        boolean asGet = status == 303
                ? !call.method().equals("HEAD")
                : status < 303 && call.method().equals("POST");
        if (!asGet) {
            return new Follow(new Call(call.method(), next, headers.without("Host"), call.body()));
        }
        Headers bare = headers.without("Host")
                .without("Content-Type")
                .without("Content-Encoding")
                .without("Origin");
        return new Follow(new Call("GET", next, bare, Bytes.NONE));
    }

    /** What a browser still tells another origin: where it comes from, and of that no path. */
    private static Headers elsewhere(Headers headers, Origin from) {
        Headers told = headers;
        for (String name : PRIVATE) {
            told = told.without(name);
        }
        Optional<String> origin = told.first("Origin");
        if (origin.isPresent() && !origin.get().equals(from.toString())) {
            told = told.with("Origin", "null");
        }
        Optional<Url> referer = told.first("Referer").flatMap(Redirect::url);
        return referer.isPresent() ? told.with("Referer", referer.get().origin() + "/") : told;
    }

    private static Optional<Url> url(String text) {
        try {
            return Optional.of(Url.parse(text));
        } catch (IllegalArgumentException notAUrl) {
            return Optional.empty();
        }
    }
}
