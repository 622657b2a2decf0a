package dev.outrider.agent.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sequence number up to which a coordinator has everything. Not fsynced: what is forgotten is delivered twice, which
 * does no harm.
 */
final class Acked implements AutoCloseable {
    private static final int SIZE = Long.BYTES + Integer.BYTES;
    private static final Logger log = LoggerFactory.getLogger(Acked.class);

    private final FileChannel file;
    private volatile long sequence;

    private Acked(FileChannel file, long sequence) {
        this.file = file;
        this.sequence = sequence;
    }

    static Acked in(Path directory) throws IOException {
        FileChannel file = FileChannel.open(
                directory.resolve("acked"),
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        ByteBuffer content = ByteBuffer.allocate(SIZE);
        boolean whole = file.read(content, 0) == SIZE && content.getInt(Long.BYTES) == crc(content.getLong(0));
        return new Acked(file, whole ? content.getLong(0) : 0);
    }

    long sequence() {
        return sequence;
    }

    void write(long upTo) {
        sequence = upTo;
        ByteBuffer content =
                ByteBuffer.allocate(SIZE).putLong(upTo).putInt(crc(upTo)).flip();
        try {
            file.write(content, 0);
        } catch (IOException full) {
            log.debug("could not note what was acknowledged", full);
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException closing) {
            log.debug("could not close the note of what was acknowledged", closing);
        }
    }

    private static int crc(long sequence) {
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(Long.BYTES).putLong(sequence).flip());
        return (int) crc.getValue();
    }
}
