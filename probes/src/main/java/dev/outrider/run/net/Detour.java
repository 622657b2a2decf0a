package dev.outrider.run.net;

import dev.outrider.result.Outcome.Fault;
import dev.outrider.result.Outcome.Trouble;
import dev.outrider.run.http.Deadline;
import dev.outrider.run.http.Dialer;
import dev.outrider.run.http.Prevented;
import dev.outrider.run.http.Via;
import dev.outrider.run.net.Doorway.Barred;
import dev.outrider.run.net.Doorway.Shut;
import dev.outrider.run.net.Doorway.Way;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A connection through an HTTP proxy, which is asked to make it (CONNECT, RFC 9110, 9.3.6) and then passes on what is said. */
final class Detour {
    private static final int LONGEST = 16 * 1024;
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([0-9]{3}[^\r\n]*)");
    private static final String END = "\r\n\r\n";

    private final Dialer dialer;
    private final Via via;
    private final Where target;

    Detour(Dialer dialer, Via via, Where target) {
        this.dialer = dialer;
        this.via = via;
        this.target = target;
    }

    /** A proxy that cannot be had or does not serve us says nothing about the target. */
    Way open(Deadline deadline) throws InterruptedException {
        Link link;
        try {
            link = Link.open(dialer, new Where(via.host(), via.port()), deadline);
        } catch (Link.Unreachable unreachable) {
            return ours("the proxy cannot be reached: " + unreachable.found().detail());
        }
        Way way = asked(link, deadline);
        if (!(way instanceof Doorway.Through)) {
            link.close();
        }
        return way;
    }

    private Way asked(Link link, Deadline deadline) {
        String proxy = link.address();
        try {
            link.socket().getOutputStream().write(request());
            Matcher status = STATUS.matcher(head(link.socket().getInputStream()));
            return status.lookingAt()
                    ? judged(link, status.group(1).strip())
                    : ours("the proxy %s refused to connect to %s: it answered nothing that can be read"
                            .formatted(proxy, target));
        } catch (IOException gone) {
            return deadline.passed()
                    ? new Shut(
                            Fault.TIMEOUT,
                            "the proxy %s made no connection to %s within %s"
                                    .formatted(proxy, target, deadline.limit()))
                    : ours("the proxy %s closed the connection before it led anywhere".formatted(proxy));
        }
    }

    private byte[] request() {
        String login = via.authorization()
                .map(value -> "Proxy-Authorization: " + value + "\r\n")
                .orElse("");
        return "CONNECT %1$s HTTP/1.1\r\nHost: %1$s\r\n%2$s\r\n"
                .formatted(target, login)
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Byte by byte: what comes after it belongs to who asked. */
    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.length() < LONGEST && head.indexOf(END, head.length() - END.length()) < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the end");
            }
            head.append((char) next);
        }
        return head.toString();
    }

    /** What it says of a target that it cannot reach is a finding. 501: it does not do such things for anybody. */
    private Way judged(Link link, String answer) {
        if (answer.startsWith("2")) {
            return Doorway.through(link.forLong());
        }
        return answer.startsWith("5") && !answer.startsWith("501")
                ? new Shut(
                        Fault.CONNECT,
                        "the proxy %s could not reach %s: it answered %s".formatted(link.address(), target, answer))
                : ours("the proxy %s refused to connect to %s: it answered %s"
                        .formatted(link.address(), target, answer));
    }

    private static Barred ours(String detail) {
        return new Barred(new Prevented(Trouble.PROXY, detail));
    }
}
