package dev.outrider.run.net;

import dev.outrider.result.Outcome.Fault;
import dev.outrider.result.Outcome.Trouble;
import dev.outrider.run.http.Deadline;
import dev.outrider.run.http.Faults;
import dev.outrider.run.http.Phases;
import dev.outrider.run.http.Prevented;
import dev.outrider.run.http.Share;
import dev.outrider.source.Quotation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLException;

/** What is said and heard on one connection. */
final class TcpTalk {
    /** What is kept of an answer that nobody says the end of. */
    private static final int LONGEST_TEXT = 64 * 1024;
    /** All that may come in a conversation. */
    private static final int LONGEST_TALK = 1 << 20;
    /** What is said in one go has come when nothing more comes for so long. */
    private static final int PAUSE_MS = 100;
    /** Room is taken by so much. */
    private static final int PIECE = 8192;
    /** Of what was said, in a sentence. */
    private static final int TOLD = 200;

    private final Socket socket;
    private final String address;
    private final Phases before;
    private final Share share;
    private final Deadline deadline;
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final long began = System.nanoTime();
    private long sent = began;
    private long first;
    /** Taken for what was said. */
    private int reserved;
    /** Bytes before it were looked through. */
    private int cursor;

    TcpTalk(Socket socket, String address, Phases before, Share share, Deadline deadline) {
        this.share = share;
        this.socket = socket;
        this.address = address;
        this.before = before;
        this.deadline = deadline;
    }

    Found found(Query query) {
        try {
            if (query.talk().isEmpty()) {
                once(query.one("send"), query.reads("text") || query.reads("bytes"));
                return answered();
            }
            for (Turn turn : query.talk()) {
                Optional<Found> over = taken(turn);
                if (over.isPresent()) {
                    return over.get();
                }
            }
            return answered();
        } catch (IOException failed) {
            if (deadline.passed()) {
                return broken(Fault.TIMEOUT, address + " said nothing within " + deadline.limit());
            }
            return failed instanceof SSLException
                    ? broken(Fault.TLS, Faults.tls(failed))
                    : broken(Fault.RESET, "the connection broke: " + failed.getMessage());
        }
    }

    /** What is read of a port that took no connection. */
    static Map<String, Object> closed(String address) {
        return fields(false, address, new byte[0]);
    }

    private Found answered() {
        return new Found.Answered(fields(), phases());
    }

    private void once(Optional<String> send, boolean listens) throws IOException {
        if (send.isPresent()) {
            say(send.get().getBytes(StandardCharsets.UTF_8));
        }
        if (send.isEmpty() && !listens) {
            return;
        }
        try {
            listen(send.isPresent());
        } catch (Prevented noRoom) {
            if (listens) {
                throw noRoom;
            }
        }
    }

    /** Without a question of ours one line is a greeting. */
    private void listen(boolean asked) throws IOException {
        InputStream in = socket.getInputStream();
        int octet = in.read();
        first = System.nanoTime();
        try {
            while (octet >= 0 && said.size() < LONGEST_TEXT) {
                keep(new byte[] {(byte) octet}, 1);
                if (octet == '\n' && !asked) {
                    return;
                }
                socket.setSoTimeout(PAUSE_MS);
                octet = in.read();
            }
        } catch (SocketTimeoutException pause) {
            // It has said what it wanted to say.
        }
    }

    private Optional<Found> taken(Turn turn) throws IOException {
        try {
            return switch (turn) {
                case Turn.Say(Turn.Words words, boolean isHex) -> {
                    String text = words.of(fields());
                    say(isHex ? Hex.bytes(text) : text.getBytes(StandardCharsets.UTF_8));
                    yield Optional.empty();
                }
                case Turn.Hear(Turn.Words words) -> {
                    String text = words.of(fields());
                    yield waited(() -> heard(text), "did not say '" + text.strip() + "'");
                }
                case Turn.Until(var enough, String text) ->
                    waited(() -> enough.test(fields()), "said nothing for which " + text);
                case Turn.Count(int messages) -> throw new IllegalArgumentException("TCP has no messages to count");
            };
        } catch (Turn.Unsayable unsayable) {
            return Optional.of(broken(Fault.CAPTURE, "what is said next cannot be made: " + unsayable.getMessage()));
        }
    }

    private void say(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        sent = first == 0 ? System.nanoTime() : sent;
    }

    /** Letter by letter of Latin-1, which any bytes are. */
    private boolean heard(String text) {
        String needle = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        int at = said.toString(StandardCharsets.ISO_8859_1).indexOf(needle, cursor);
        cursor = at < 0 ? cursor : at + needle.length();
        return at >= 0;
    }

    private Optional<Found> waited(BooleanSupplier enough, String missing) throws IOException {
        byte[] buffer = new byte[8192];
        while (!enough.getAsBoolean()) {
            int count;
            try {
                count = socket.getInputStream().read(buffer);
            } catch (IOException failed) {
                if (deadline.passed()) {
                    return Optional.of(missed(Fault.TIMEOUT, missing + " within " + deadline.limit()));
                }
                throw failed;
            }
            if (count < 0) {
                return Optional.of(missed(Fault.RESET, missing + " before it closed the connection"));
            }
            first = first == 0 ? System.nanoTime() : first;
            keep(buffer, count);
            if (said.size() > LONGEST_TALK) {
                return Optional.of(broken(Fault.TOO_LARGE, address + " said more than 1 MiB"));
            }
        }
        return Optional.empty();
    }

    /** @throws Prevented when there is no room for it: what is not kept cannot be looked through */
    private void keep(byte[] bytes, int count) {
        int size = said.size() + count;
        if (size > reserved) {
            int wanted = Math.max(PIECE, count);
            if (!share.take(wanted, reserved + wanted)) {
                throw new Prevented(Trouble.LIMIT, share.shortage(said.size(), size));
            }
            reserved += wanted;
        }
        said.write(bytes, 0, count);
    }

    private Found missed(Fault fault, String detail) {
        String text = said.toString(StandardCharsets.UTF_8).strip();
        String told = text.isEmpty() ? "" : "; it said: " + Quotation.last(text, TOLD);
        return broken(fault, address + " " + detail + told);
    }

    private Found broken(Fault fault, String detail) {
        return new Found.Broken(fault, detail, phases());
    }

    private Map<String, Object> fields() {
        return fields(true, address, said.toByteArray());
    }

    private static Map<String, Object> fields(boolean open, String address, byte[] said) {
        Map<String, Object> fields = new HashMap<>();
        fields.put("open", open);
        fields.put("address", address);
        fields.put("text", new String(said, StandardCharsets.UTF_8));
        fields.put("bytes", said);
        return fields;
    }

    private Phases phases() {
        long now = System.nanoTime();
        long waited = first == 0 ? now - sent : Math.max(0, first - sent);
        long download = first == 0 ? 0 : now - Math.max(first, sent);
        return before.plus(new Phases(0, 0, 0, 0, sent - began, waited, download));
    }
}
