package dev.outrider.run.net;

import dev.outrider.result.Outcome.Fault;
import dev.outrider.result.Outcome.Trouble;
import dev.outrider.run.http.Deadline;
import dev.outrider.run.http.Phases;
import dev.outrider.run.http.Prevented;
import dev.outrider.run.http.Via;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** The way through a proxy to a target: asked for on a connection to the proxy, before anything else is said there. */
final class Passage {
    private static final int LONGEST_ANSWER = 8192;

    private final Socket proxy;
    private final String address;
    private final Where target;
    private final Deadline deadline;

    /** @param address of the proxy, as a sentence names it */
    Passage(Socket proxy, String address, Where target, Deadline deadline) {
        this.proxy = proxy;
        this.address = address;
        this.target = target;
        this.deadline = deadline;
    }

    /**
     * Opens it.
     *
     * @param before what it took until here
     * @throws Prevented when the proxy does not serve us
     */
    void open(Via via, Phases before) throws Link.Unreachable {
        try {
            proxy.getOutputStream().write(via.request(target.toString()));
            String status = status();
            if (!status.startsWith("2")) {
                throw new Link.Unreachable(Fault.CONNECT, Via.refusal(address, target.toString(), status), before);
            }
        } catch (IOException broken) {
            if (deadline.passed()) {
                String detail = Via.slow(address, target.toString(), deadline.limit());
                throw new Link.Unreachable(Fault.TIMEOUT, detail, before);
            }
            throw new Prevented(Trouble.PROXY, Via.left(address));
        }
    }

    /** Read to the end of the head and not a byte further: what follows is the target's. */
    private String status() throws IOException {
        InputStream in = proxy.getInputStream();
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int last = 0;
        while (last != 0x0d0a0d0a && head.size() < LONGEST_ANSWER) {
            int octet = in.read();
            if (octet < 0) {
                throw new IOException("it hung up");
            }
            head.write(octet);
            last = last << 8 | octet;
        }
        String line =
                head.toString(StandardCharsets.ISO_8859_1).lines().findFirst().orElse("");
        return last == 0x0d0a0d0a && line.matches("HTTP/1\\.[01] [0-9]{3}.*")
                ? line.substring("HTTP/1.1 ".length()).strip()
                : "nothing that can be read";
    }
}
