package dev.outrider.run.http;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a customer's browser does after an answer: stays, goes on, or must not. */
sealed interface Redirect {
    /** The answer is the one to judge. */
    record Stay() implements Redirect {}

    /**
     * Goes on.
     *
     * @param withheld names of headers that are not for who is asked next
     */
    record Follow(Call call, List<String> withheld) implements Redirect {}

    /** The target leads where no customer may be led. */
    record Refuse(String detail) implements Redirect {}

    /** We do not want to go there. */
    record Decline(String detail) implements Redirect {}

    Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    /** What another origin must not see: it was meant for the first one. */
    Set<String> KEYS = Set.of("authorization", "proxy-authorization", "cookie");
    /** Neither does it learn what customer this is. */
    Set<String> TRACES = Set.of("traceparent", "tracestate", "baggage");

    /**
     * Decides after an answer.
     *
     * @param followed how many were followed already
     * @param most 0 to look at the redirect itself
     */
    static Redirect after(Call call, Answer answer, int followed, int most, Discretion discretion) {
        Optional<String> location = answer.headers().first("location");
        if (most == 0 || location.isEmpty() || !REDIRECTS.contains(answer.status())) {
            return new Stay();
        }
        if (followed == most) {
            return new Refuse(
                    "redirected more than %d times, at last from %s to %s".formatted(most, call.url(), location.get()));
        }
        try {
            return follow(call, answer.status(), call.url().resolve(location.get()), discretion);
        } catch (IllegalArgumentException nowhere) {
            return new Refuse("redirected from %s to a place that cannot be followed: %s"
                    .formatted(call.url(), nowhere.getMessage()));
        }
    }

    private static Redirect follow(Call call, int status, Url next, Discretion discretion) {
        if (call.url().origin().secure() && !next.origin().secure()) {
            return new Refuse("redirected from %s to %s, which is not encrypted".formatted(call.url(), next));
        }
        Origin from = call.url().origin();
        boolean leaves = !next.origin().equals(from);
        List<String> withheld = leaves ? withheld(call.headers(), from, next.origin(), discretion) : List.of();
        Headers headers = (leaves ? elsewhere(call.headers(), withheld, from) : call.headers()).without("Host");
        boolean asGet = status == 303
                ? !call.method().equals("HEAD")
                : status < 303 && call.method().equals("POST");
        if (asGet) {
            Headers bare =
                    headers.without("Content-Type").without("Content-Encoding").without("Origin");
            return new Follow(new Call("GET", next, bare, Bytes.NONE), withheld);
        }
        if (!next.origin().sameSite(from)
                && call.body().size() > 0
                && discretion.tells().test(call.body().text(StandardCharsets.UTF_8))) {
            return new Decline(
                    "redirected with %d from %s to %s, which would be sent the secret in the body of the request; a step that asks there itself may send it"
                            .formatted(status, call.url(), next));
        }
        return new Follow(new Call(call.method(), next, headers, call.body()), withheld);
    }

    private static List<String> withheld(Headers headers, Origin from, Origin next, Discretion discretion) {
        return headers.fields().stream()
                .filter(field -> KEYS.contains(field.getKey().toLowerCase(Locale.ROOT))
                        || discretion.key().test(field.getKey())
                        || discretion.tells().test(field.getValue())
                        || (discretion.ours().test(field.getKey()) && !next.sameSite(from)))
                .map(Map.Entry::getKey)
                .distinct()
                .toList();
    }

    /** What a browser still tells another origin: where it comes from, and of that no path. */
    private static Headers elsewhere(Headers headers, List<String> withheld, Origin from) {
        Headers told = headers;
        for (String name : withheld) {
            told = told.without(name);
        }
        for (String name : TRACES) {
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
