package dev.outrider.coordinator.api;

import java.util.Arrays;
import java.util.Optional;

/** The kinds of trouble that the API speaks of; each has a page that explains it. */
enum ProblemType {
    BAD_PARAMETER(
            400,
            "bad-parameter",
            "Bad parameter",
            "A query parameter is unknown, or its value is not one of those allowed."),
    BAD_REQUEST(400, "bad-request", "Bad request", "The request could not be read."),
    NOT_FOUND(404, "not-found", "Not found", "There is nothing at this address, or it is no longer kept."),
    METHOD_NOT_ALLOWED(
            405,
            "method-not-allowed",
            "Method not allowed",
            "The address exists, but not for this method; see the Allow header."),
    NOT_ACCEPTABLE(
            406,
            "not-acceptable",
            "Not acceptable",
            "The answer cannot be had in a media type that the Accept header allows."),
    INTERNAL(
            500,
            "internal",
            "Internal error",
            "The coordinator failed to answer. Its log has the cause, under the trace id of the answer.");

    private final int status;
    private final String slug;
    private final String title;
    private final String explanation;

    ProblemType(int status, String slug, String title, String explanation) {
        this.status = status;
        this.slug = slug;
        this.title = title;
        this.explanation = explanation;
    }

    int status() {
        return status;
    }

    /** The last part of the URI that names the type. */
    String slug() {
        return slug;
    }

    String title() {
        return title;
    }

    String explanation() {
        return explanation;
    }

    static Optional<ProblemType> of(String slug) {
        return Arrays.stream(values()).filter(type -> type.slug.equals(slug)).findFirst();
    }

    /** The kind for a status that the router gave by itself. */
    static ProblemType of(int status) {
        return switch (status) {
            case 404 -> NOT_FOUND;
            case 405 -> METHOD_NOT_ALLOWED;
            case 406 -> NOT_ACCEPTABLE;
            default -> status < 500 ? BAD_REQUEST : INTERNAL;
        };
    }
}
