package dev.outrider.cli;

import dev.outrider.result.Evidence;
import java.util.Locale;
import java.util.Set;

/** An exchange as a command that asks the same again. What evidence masks is masked here. */
final class CurlLine {
    /** What curl writes itself, and what belongs to one run only. */
    private static final Set<String> LEFT_OUT = Set.of(
            "host", "content-length", "connection", "transfer-encoding", "accept-encoding", "traceparent", "baggage");

    private CurlLine() {}

    static String of(Evidence.Exchange exchange) {
        StringBuilder line = new StringBuilder("curl");
        if (exchange.method().equals("HEAD")) {
            line.append(" --head");
        } else if (!exchange.method().equals(exchange.requestBody().isPresent() ? "POST" : "GET")) {
            line.append(" -X ").append(exchange.method());
        }
        line.append(' ').append(quoted(exchange.url()));
        exchange.sentHeaders().forEach((name, values) -> {
            if (!LEFT_OUT.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> line.append(" -H ").append(quoted(name + ": " + value)));
            }
        });
        exchange.requestBody().ifPresent(body -> line.append(" --data-raw ").append(quoted(body)));
        return line.append(" --compressed").toString();
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
