package dev.outrider.run.net;

import dev.outrider.result.Outcome.Fault;
import dev.outrider.result.Outcome.Trouble;
import dev.outrider.run.http.Deadline;
import dev.outrider.run.http.Phases;
import dev.outrider.run.http.Prevented;
import dev.outrider.run.http.WebSocket;
import dev.outrider.run.http.WebSocket.Heard;
import dev.outrider.source.Quotation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is said and heard on one WebSocket. */
final class WsTalk {
    /** How long the other end may take to answer a goodbye: nothing hangs on it. */
    private static final Duration MANNERS = Duration.ofSeconds(1);
    /** An end without goodbye, as browsers tell it (RFC 6455, 7.1.5). */
    private static final int ABNORMAL = 1006;
    /** Of the last message, in a sentence. */
    private static final int TOLD = 200;

    private final WebSocket socket;
    private final Query query;
    private final Deadline deadline;
    private final Phases before;
    private final List<String> messages = new ArrayList<>();
    private final long began = System.nanoTime();
    private long first;
    /** Messages before it were looked through. */
    private int cursor;

    private @Nullable Heard end;

    WsTalk(WebSocket socket, Query query, Deadline deadline, Phases before) {
        this.socket = socket;
        this.query = query;
        this.deadline = deadline;
        this.before = before;
    }

    Found found(List<Turn> turns) throws InterruptedException {
        for (Turn turn : turns) {
            Optional<Found> over = taken(turn);
            if (over.isPresent()) {
                return over.get();
            }
        }
        Phases phases = phases();
        if (end == null) {
            goodbye();
        }
        return new Found.Answered(fields(), phases);
    }

    private Optional<Found> taken(Turn turn) throws InterruptedException {
        try {
            return switch (turn) {
                case Turn.Say(Turn.Words words, boolean isHex) -> said(words.of(fields()), isHex);
                case Turn.Hear(Turn.Words words) -> {
                    String text = words.of(fields());
                    yield waited(() -> heard(text), () -> "no message with '" + text + "'");
                }
                case Turn.Count(int wanted) -> waited(() -> messages.size() >= wanted, () -> counted(wanted));
                case Turn.Until(var enough, String text) ->
                    waited(() -> enough.test(fields()), () -> "nothing for which " + text);
            };
        } catch (Turn.Unsayable unsayable) {
            return Optional.of(broken(Fault.CAPTURE, "what is said next cannot be made: " + unsayable.getMessage()));
        }
    }

    private String counted(int wanted) {
        return messages.isEmpty() ? "no message came" : "%d of %d messages came".formatted(messages.size(), wanted);
    }

    private Optional<Found> said(String text, boolean isHex) {
        if (isHex) {
            socket.say(Hex.bytes(text));
        } else {
            socket.say(text);
        }
        return Optional.empty();
    }

    private boolean heard(String text) {
        for (int i = cursor; i < messages.size(); i++) {
            if (messages.get(i).contains(text)) {
                cursor = i + 1;
                return true;
            }
        }
        cursor = messages.size();
        return false;
    }

    /** Takes messages until there are enough. */
    private Optional<Found> waited(BooleanSupplier enough, Supplier<String> missing) throws InterruptedException {
        while (!enough.getAsBoolean()) {
            if (end != null) {
                return Optional.of(ended(end));
            }
            Optional<Heard> next = socket.next(deadline);
            if (next.isEmpty()) {
                return Optional.of(broken(Fault.TIMEOUT, missing.get() + " within " + deadline.limit()));
            }
            take(next.get());
        }
        return Optional.empty();
    }

    private void take(Heard heard) {
        switch (heard) {
            case Heard.Message(String text) -> {
                first = first == 0 ? System.nanoTime() : first;
                messages.add(text);
            }
            case Heard.Crowded(String detail) -> throw new Prevented(Trouble.LIMIT, detail);
            case Heard.Closed closed -> end = closed;
            case Heard.Broken broken -> end = broken;
        }
    }

    /** The other end hung up before all was said and heard: an answer to who asks for the code. */
    private Found ended(Heard how) {
        Found.Broken broken = switch (how) {
            case Heard.Closed(int code, String reason) ->
                broken(
                        Fault.RESET,
                        "the server ended the conversation with code " + code
                                + (reason.isEmpty() ? "" : ": " + reason));
            case Heard.Broken(Fault fault, String detail) -> broken(fault, detail);
            case Heard.Crowded crowded -> throw new Prevented(Trouble.LIMIT, crowded.detail());
            case Heard.Message message -> throw new IllegalStateException("a message is no end");
        };
        return query.reads("code") && how instanceof Heard.Closed
                ? new Found.Answered(fields(), broken.phases(), Optional.of(broken))
                : broken;
    }

    private Found.Broken broken(Fault fault, String detail) {
        String last = messages.isEmpty()
                ? ""
                : "; the last of " + messages.size() + " messages was " + Quotation.first(messages.getLast(), TOLD);
        return new Found.Broken(fault, detail + last, phases());
    }

    private void goodbye() throws InterruptedException {
        socket.sayGoodbye();
        Deadline patience = Deadline.in(MANNERS).orSooner(deadline);
        while (end == null) {
            Optional<Heard> next = socket.next(patience);
            if (next.isEmpty()) {
                return;
            }
            if (!(next.get() instanceof Heard.Message)) {
                end = next.get();
            }
        }
    }

    private Map<String, Object> fields() {
        return Map.of(
                "messages",
                List.copyOf(messages),
                "protocol",
                socket.protocol(),
                "code",
                end instanceof Heard.Closed(int code, String reason) ? (long) code : ABNORMAL,
                "reason",
                end instanceof Heard.Closed(int code, String reason) ? reason : "");
    }

    private Phases phases() {
        long now = System.nanoTime();
        long heardAt = first == 0 ? now : first;
        return before.plus(new Phases(0, 0, 0, 0, 0, heardAt - began, now - heardAt));
    }
}
