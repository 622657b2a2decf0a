package dev.outrider.cli;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** What a command prints, for one who waits until it has said something. */
final class Heard extends ByteArrayOutputStream {
    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        super.write(bytes, offset, length);
        notifyAll();
    }

    @Override
    public synchronized void write(int octet) {
        super.write(octet);
        notifyAll();
    }

    /** Until it has been said so many times. */
    synchronized void await(String text, int times) throws InterruptedException {
        while (toString(StandardCharsets.UTF_8).split(java.util.regex.Pattern.quote(text), -1).length <= times) {
            wait();
        }
    }
}
