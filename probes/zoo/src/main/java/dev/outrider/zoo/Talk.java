package dev.outrider.zoo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.LockSupport;

/** One connection of a server, which writes into its diary all that it does. */
public final class Talk {
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final Diary diary;

    Talk(Socket socket, Diary diary) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
        this.out = socket.getOutputStream();
        this.diary = diary;
    }

    /** The head of the next request without its body, empty at the end of the connection. */
    public String request() throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int last = 0;
        int octet;
        while ((octet = in.read()) >= 0) {
            head.write(octet);
            last = last << 8 | octet;
            if (last == 0x0d0a0d0a) {
                diary.note(Diary.Act.HEARD, head.size(), Words.shown(head.toByteArray()));
                return head.toString(StandardCharsets.ISO_8859_1);
            }
        }
        return "";
    }

    /** So many bytes of what is heard, fewer at the end of the connection. */
    public byte[] hear(int count) throws IOException {
        byte[] heard = in.readNBytes(count);
        diary.note(Diary.Act.HEARD, heard.length, Words.shown(heard));
        return heard;
    }

    /** Sends a text, a byte a character. */
    public void say(String text) throws IOException {
        say(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Sends bytes. */
    public void say(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
        diary.sent(bytes);
    }

    /** Waits at least so long. */
    public void pause(long millis) {
        long end = System.nanoTime() + millis * 1_000_000;
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
        diary.note(Diary.Act.WAITED, 0, millis + " ms");
    }

    /** Ends with RST instead of FIN. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
        diary.note(Diary.Act.RESET, 0, "");
    }

    /** Says nothing until the client has gone. */
    public void silence() throws IOException {
        byte[] swallowed = new byte[4096];
        while (in.read(swallowed) >= 0) {
            // Whatever still comes.
        }
        diary.note(Diary.Act.CLIENT_LEFT, 0, "");
    }
}
