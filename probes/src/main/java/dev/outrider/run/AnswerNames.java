package dev.outrider.run;

import dev.outrider.expr.Names;
import dev.outrider.expr.Values;
import dev.outrider.result.Timings;
import dev.outrider.run.http.Answer;
import dev.outrider.run.http.Bytes;
import dev.outrider.run.http.Handshake;
import dev.outrider.run.http.Visit;
import dev.outrider.run.net.Certificates;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the expressions of a step can read once a target has answered; each is made when it is first read. */
final class AnswerNames implements Evidenced {
    private final Names run;
    private final Visit visit;
    private final Answer answer;
    private final Timings timings;
    private final Map<String, Object> made = new HashMap<>();
    private boolean missedRest;

    AnswerNames(Names run, Visit visit, Answer answer, Timings timings) {
        this.run = run;
        this.visit = visit;
        this.answer = answer;
        this.timings = timings;
    }

    @Override
    public boolean missedRest() {
        return missedRest;
    }

    Answer answer() {
        return answer;
    }

    @Override
    public @Nullable Object get(String name) {
        Object known = made.get(name);
        if (known == null) {
            known = make(name);
            if (known != null) {
                made.put(name, known);
            }
        }
        return known == null ? run.get(name) : known;
    }

    private @Nullable Object make(String name) {
        return switch (name) {
            case "status" -> (long) answer.status();
            case "headers" -> answer.headers().byAnyName();
            case "text" -> text();
            case "body" -> whole().body().copy();
            case "json" -> Values.json(text());
            case "html" -> Values.html(text(), visit.url().toUri());
            case "xml" -> Values.xml(text());
            case "url" -> visit.url().toString();
            case "location" -> location();
            case "redirects" -> redirects();
            case "cookies" -> visit.cookies();
            case "tls" -> tls();
            case "timing" -> Values.timing(phases(timings));
            default -> null;
        };
    }

    private Map<String, Object> tls() {
        Handshake seen = answer.handshake().orElseThrow(() -> new NotAvailable("the answer came without TLS"));
        Instant now = run.get("now") instanceof Instant instant ? instant : Instant.EPOCH;
        Map<String, Object> fields = new HashMap<>(Certificates.fields(seen.certificate(), now));
        fields.put("protocol", seen.protocol());
        fields.put("cipher", seen.cipher());
        return fields;
    }

    private String text() {
        Object known = made.get("text");
        return known == null ? whole().text() : (String) known;
    }

    private Answer whole() {
        if (answer.cut()) {
            missedRest = true;
            throw new NotAvailable(answer.shortage()
                    .orElseGet(() ->
                            "the body is longer than the %s that are kept; 'limits: { body: ... }' in the header keeps more"
                                    .formatted(Bytes.size(answer.body().size()))));
        }
        return answer;
    }

    private String location() {
        String header = answer.headers().first("location").orElse("");
        try {
            return header.isEmpty() ? "" : visit.url().resolve(header).toString();
        } catch (IllegalArgumentException nowhere) {
            return header;
        }
    }

    private List<String> redirects() {
        List<String> urls =
                visit.hops().stream().map(hop -> hop.call().url().toString()).toList();
        return urls.subList(0, urls.size() - 1);
    }

    static Map<String, Duration> phases(Timings timings) {
        return Map.of(
                "resolve", timings.resolve(),
                "connect", timings.connect(),
                "tls", timings.tls(),
                "settings", timings.settings(),
                "send", timings.send(),
                "wait", timings.waiting(),
                "download", timings.download(),
                "script", timings.script(),
                "total", timings.total());
    }
}
