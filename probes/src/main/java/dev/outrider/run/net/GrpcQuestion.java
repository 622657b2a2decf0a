package dev.outrider.run.net;

import dev.outrider.result.Outcome.Fault;
import dev.outrider.result.Outcome.Trouble;
import dev.outrider.run.http.Answer;
import dev.outrider.run.http.Bytes;
import dev.outrider.run.http.Call;
import dev.outrider.run.http.Deadline;
import dev.outrider.run.http.Dialer;
import dev.outrider.run.http.Headers;
import dev.outrider.run.http.Line;
import dev.outrider.run.http.Phases;
import dev.outrider.run.http.Prevented;
import dev.outrider.run.http.Reply;
import dev.outrider.run.http.Url;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The health of a gRPC server or of one of its services: {@code grpc.health.v1.Health/Check}, one call on a new connection. */
final class GrpcQuestion {
    private static final String METHOD = "/grpc.health.v1.Health/Check";
    /** Codes of gRPC, by number. */
    private static final List<String> CODES = List.of(
            "OK",
            "CANCELLED",
            "UNKNOWN",
            "INVALID_ARGUMENT",
            "DEADLINE_EXCEEDED",
            "NOT_FOUND",
            "ALREADY_EXISTS",
            "PERMISSION_DENIED",
            "RESOURCE_EXHAUSTED",
            "FAILED_PRECONDITION",
            "ABORTED",
            "OUT_OF_RANGE",
            "UNIMPLEMENTED",
            "INTERNAL",
            "UNAVAILABLE",
            "DATA_LOSS",
            "UNAUTHENTICATED");

    private static final int NOT_FOUND = CODES.indexOf("NOT_FOUND");
    private static final int UNIMPLEMENTED = CODES.indexOf("UNIMPLEMENTED");

    private final Dialer dialer;

    GrpcQuestion(Dialer dialer) {
        this.dialer = dialer;
    }

    Found ask(Query query, Deadline deadline) throws InterruptedException {
        String service = query.one("service").orElse("");
        Call call = call(query, service, deadline);
        try (Line line = dialer.http2()) {
            return switch (line.exchange(call, deadline)) {
                case Reply.Broken(Fault fault, String detail, Phases phases) -> new Found.Broken(fault, detail, phases);
                case Reply.Untold(Trouble trouble, String detail, Phases phases) ->
                    throw new Prevented(trouble, detail);
                case Reply.Answered(Answer answer, Phases phases) -> {
                    answer.shortage().ifPresent(why -> {
                        throw new Prevented(Trouble.LIMIT, why);
                    });
                    yield found(query, service, answer, phases);
                }
            };
        }
    }

    private static Call call(Query query, String service, Deadline deadline) {
        Url url = Url.parse((query.isTrue("plain") ? "http://" : "https://") + query.where() + METHOD);
        Headers headers = Headers.NONE;
        for (Map.Entry<String, String> header : query.headers().entrySet()) {
            headers = headers.with(header.getKey(), header.getValue());
        }
        headers = headers.with("content-type", "application/grpc")
                .with("te", "trailers")
                .with("grpc-timeout", Math.max(1, deadline.left() / 1_000_000) + "m");
        return new Call("POST", url, headers, Bytes.of(Health.request(service)));
    }

    private static Found found(Query query, String service, Answer answer, Phases phases) {
        String type = answer.headers().first("content-type").orElse("no content type");
        if (answer.status() != 200) {
            String detail =
                    "%s answers HTTP %d, which is no answer of gRPC".formatted(answer.address(), answer.status());
            return new Found.Broken(Fault.STATUS, detail, phases);
        }
        Optional<Integer> code = answer.trailers()
                .first("grpc-status")
                .or(() -> answer.headers().first("grpc-status"))
                .flatMap(GrpcQuestion::number);
        if (!type.startsWith("application/grpc") || code.isEmpty()) {
            String detail = "the answer is not gRPC: it has %s, and %s"
                    .formatted(type, code.isEmpty() ? "no grpc-status at its end" : "a grpc-status");
            return new Found.Broken(Fault.PROTOCOL, detail, phases);
        }
        return code.get() == 0
                ? health(query, service, answer, phases)
                : refused(query, service, answer, code.get(), phases);
    }

    private static Found health(Query query, String service, Answer answer, Phases phases) {
        Optional<String> status = Health.status(answer.body().copy());
        if (status.isEmpty()) {
            return new Found.Broken(Fault.PROTOCOL, "the answer is no HealthCheckResponse", phases);
        }
        if (!query.reads("status") && !status.get().equals("SERVING")) {
            String detail = "%s says that %s is %s".formatted(answer.address(), named(service), status.get());
            return new Found.Broken(Fault.STATUS, detail, phases);
        }
        return new Found.Answered(fields(status.get(), 0, message(answer)), phases);
    }

    private static Found refused(Query query, String service, Answer answer, int code, Phases phases) {
        String message = message(answer);
        Found.Broken refusal = new Found.Broken(Fault.STATUS, sentence(answer, service, code, message), phases);
        boolean known = code == NOT_FOUND && query.reads("status");
        return known || query.reads("code")
                ? new Found.Answered(
                        fields(code == NOT_FOUND ? "SERVICE_UNKNOWN" : "UNKNOWN", code, message),
                        phases,
                        Optional.of(refusal))
                : refusal;
    }

    private static String sentence(Answer answer, String service, int code, String message) {
        String name = code >= 0 && code < CODES.size() ? CODES.get(code) : "code " + code;
        String said = message.isEmpty() ? "" : ": " + message;
        if (code == NOT_FOUND) {
            return "%s knows no health of %s (%s%s)".formatted(answer.address(), named(service), name, said);
        }
        return code == UNIMPLEMENTED
                ? "%s has no health service: grpc.health.v1.Health is %s%s".formatted(answer.address(), name, said)
                : "%s answers %s%s".formatted(answer.address(), name, said);
    }

    private static String named(String service) {
        return service.isEmpty() ? "the server" : "the service " + service;
    }

    private static Map<String, Object> fields(String status, int code, String message) {
        return Map.of("status", status, "code", (long) code, "message", message);
    }

    /** It is percent-encoded, as its protocol says; what is not stands as it is. */
    private static String message(Answer answer) {
        String text = answer.trailers()
                .first("grpc-message")
                .or(() -> answer.headers().first("grpc-message"))
                .orElse("");
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return text;
        }
    }

    private static Optional<Integer> number(String text) {
        return text.strip().matches("[0-9]{1,9}") ? Optional.of(Integer.valueOf(text.strip())) : Optional.empty();
    }
}
