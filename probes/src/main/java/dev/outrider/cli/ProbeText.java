package dev.outrider.cli;

import dev.outrider.result.Evidence;
import dev.outrider.result.Outcome;
import dev.outrider.result.Timings;
import dev.outrider.run.http.Answer;
import dev.outrider.run.http.Handshake;
import dev.outrider.run.http.Spans;
import dev.outrider.run.net.Certificates;
import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a probe saw, for a person: where it led, who answered, where the time went, and the verdict last. */
final class ProbeText {
    /** What an operator looks at first, of the headers that may be shown. */
    static final List<String> HEADERS = List.of(
            "server",
            "via",
            "x-cache",
            "cf-cache-status",
            "cf-ray",
            "x-served-by",
            "cache-control",
            "age",
            "expires",
            "last-modified",
            "strict-transport-security",
            "alt-svc",
            "retry-after",
            "www-authenticate");

    /** Those of a question that is not HTTP, in the order of their weight. */
    private static final List<String> FIELDS =
            List.of("address", "open", "records", "code", "ttl", "server", "subject", "daysLeft", "names", "issuer");

    private static final int BAR = 32;
    private static final int NAMES = 6;

    private final Probed probed;
    private final Paint paint;
    private final Instant now;
    private final StringBuilder out = new StringBuilder();

    /** @param now by which a certificate's days are counted */
    ProbeText(Probed probed, Paint paint, Instant now) {
        this.probed = probed;
        this.paint = paint;
        this.now = now;
    }

    String text() {
        redirects();
        addresses();
        protocol();
        probed.handshake().ifPresent(this::certificate);
        fields();
        probed.answer().ifPresent(this::answer);
        phases();
        verdict();
        return out.toString();
    }

    private void redirects() {
        List<Evidence.Exchange> exchanges = probed.exchanges();
        for (int i = 0; i + 1 < exchanges.size(); i++) {
            row(
                    i == 0 ? "redirects" : "",
                    "%d  %s  %s"
                            .formatted(
                                    exchanges.get(i).status(),
                                    exchanges.get(i).url(),
                                    Spans.text(probed.hops().get(i).took())));
        }
        if (exchanges.size() > 1) {
            row("", "  →  " + exchanges.getLast().url());
        }
    }

    private void addresses() {
        Optional<String> used = probed.answer().map(Answer::address);
        probed.addresses().forEach((host, all) -> {
            String list = all.stream().map(InetAddress::getHostAddress).collect(Collectors.joining(", "));
            row("address", all.size() == 1 && list.equals(host) ? host : host + " is " + list);
        });
        used.ifPresent(address -> row("", "answered by " + address));
    }

    private void protocol() {
        Optional<String> http = probed.answer().map(Answer::protocol);
        List<String> spoken = new ArrayList<>();
        http.ifPresent(spoken::add);
        probed.handshake().ifPresent(seen -> spoken.addAll(List.of(seen.protocol(), seen.cipher())));
        spoken.remove("");
        if (!spoken.isEmpty()) {
            row("protocol", String.join(", ", spoken));
        }
    }

    private void certificate(Handshake handshake) {
        X509Certificate own = handshake.certificate();
        row("certificate", own.getSubjectX500Principal().getName() + ", " + life(own));
        List<String> names = Certificates.names(own);
        String more = names.size() > NAMES ? " and %d more".formatted(names.size() - NAMES) : "";
        row(
                "",
                names.isEmpty()
                        ? ""
                        : "for " + String.join(", ", names.subList(0, Math.min(NAMES, names.size()))) + more);
        row("", "issued by " + own.getIssuerX500Principal().getName());
        for (X509Certificate above :
                handshake.chain().subList(1, handshake.chain().size())) {
            row(
                    "",
                    "  shown with %s, issued by %s"
                            .formatted(
                                    above.getSubjectX500Principal().getName(),
                                    above.getIssuerX500Principal().getName()));
        }
    }

    private String life(X509Certificate certificate) {
        long days = Certificates.daysLeft(certificate, now);
        Instant end = certificate.getNotAfter().toInstant();
        return days < 0
                ? "expired %d days ago (%s)".formatted(-days, end)
                : "%d days left (until %s)".formatted(days, end);
    }

    private void answer(Answer answer) {
        String type = answer.headers().first("content-type").orElse("no content type");
        row("answer", "%d, %s, %s".formatted(answer.status(), type, size(answer)));
        Map<String, List<String>> headers = new LinkedHashMap<>();
        probed.exchanges()
                .getLast()
                .headers()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
        HEADERS.stream()
                .filter(headers::containsKey)
                .forEach(name -> row("", name + ": " + String.join(", ", headers.get(name))));
    }

    private static String size(Answer answer) {
        return answer.wireBytes() == answer.bodyBytes()
                ? "%,d bytes".formatted(answer.bodyBytes())
                : "%,d bytes (%,d decoded)".formatted(answer.wireBytes(), answer.bodyBytes());
    }

    /** By the names under which expressions read them. */
    private void fields() {
        Map<String, Object> fields = probed.fields();
        FIELDS.forEach(name -> Optional.ofNullable(fields.remove(name)).ifPresent(value -> row(name, shown(value))));
        new TreeMap<>(fields).forEach((name, value) -> row(name, shown(value)));
    }

    private static String shown(Object value) {
        return switch (value) {
            case List<?> list -> list.stream().map(String::valueOf).collect(Collectors.joining(", "));
            case byte[] bytes -> bytes.length + " came";
            default -> String.valueOf(value);
        };
    }

    private void phases() {
        out.append('\n');
        phasesOf(probed.timings()).forEach((name, span) -> {
            if (!span.isZero()) {
                out.append("%-11s %9s  %s%n"
                                .formatted(name, Spans.text(span), bar(span))
                                .stripTrailing())
                        .append('\n');
            }
        });
        out.append("%-11s %9s%n".formatted("total", Spans.text(probed.took())));
    }

    /** Those of the network, in their order. */
    static Map<String, Duration> phasesOf(Timings timings) {
        Map<String, Duration> phases = new LinkedHashMap<>();
        phases.put("resolve", timings.resolve());
        phases.put("connect", timings.connect());
        phases.put("tls", timings.tls());
        phases.put("settings", timings.settings());
        phases.put("send", timings.send());
        phases.put("wait", timings.waiting());
        phases.put("download", timings.download());
        return phases;
    }

    private String bar(Duration span) {
        long all = Math.max(1, probed.took().toNanos());
        return "█".repeat((int) Math.round((double) span.toNanos() * BAR / all));
    }

    private void verdict() {
        String word = probed.run().outcome().word().toUpperCase(Locale.ROOT);
        String painted = switch (probed.run().outcome()) {
            case Outcome.Passed passed -> word;
            case Outcome.Skipped skipped -> word;
            case Outcome.Degraded degraded -> paint.yellow(word);
            case Outcome.Failed failed -> paint.red(word);
            case Outcome.Errored errored -> paint.red(word);
        };
        String fault = probed.fault().isEmpty() ? "" : probed.fault() + ": ";
        String why = printable(fault + String.join("; ", probed.reasons()));
        out.append('\n').append(painted).append(why.isEmpty() ? "" : "  " + why).append('\n');
    }

    private void row(String name, String value) {
        if (value.isEmpty()) {
            return;
        }
        out.append("%-11s %s".formatted(name, printable(value))).append('\n');
    }

    /** What a server sends must not move a terminal's cursor. */
    private static String printable(String text) {
        return text.replaceAll("\\p{Cc}", "\uFFFD");
    }
}
