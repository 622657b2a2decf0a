package dev.outrider.cli;

import dev.outrider.expr.Values;
import dev.outrider.result.Evidence;
import dev.outrider.run.http.Answer;
import dev.outrider.run.http.Handshake;
import dev.outrider.run.net.Certificates;
import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a probe saw, as one line of JSON. */
record ProbeJson(Probed probed, Instant now) {
    String text() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("outcome", probed.run().outcome().word());
        if (!probed.fault().isEmpty()) {
            json.put("fault", probed.fault());
        }
        json.put("reasons", probed.reasons());
        json.put("totalMs", millis(probed.took().toNanos()));
        Map<String, Object> phases = new LinkedHashMap<>();
        ProbeText.phasesOf(probed.timings()).forEach((name, span) -> phases.put(name + "Ms", millis(span.toNanos())));
        json.put("phases", phases);
        Map<String, Object> addresses = new LinkedHashMap<>();
        probed.addresses()
                .forEach((host, all) -> addresses.put(
                        host, all.stream().map(InetAddress::getHostAddress).toList()));
        json.put("addresses", addresses);
        probed.handshake().ifPresent(handshake -> json.put("certificate", certificate(handshake)));
        if (!probed.fields().isEmpty()) {
            json.put("found", texts(probed.fields()));
        }
        json.put("hops", hops());
        return Values.toJson(json);
    }

    private Map<String, Object> certificate(Handshake handshake) {
        Map<String, Object> fields = texts(Certificates.fields(handshake.certificate(), now));
        fields.put("protocol", handshake.protocol());
        if (!handshake.cipher().isEmpty()) {
            fields.put("cipher", handshake.cipher());
        }
        fields.put(
                "chain",
                handshake.chain().stream()
                        .map(X509Certificate::getSubjectX500Principal)
                        .map(name -> (Object) name.getName())
                        .toList());
        return fields;
    }

    private List<Object> hops() {
        List<Object> hops = new ArrayList<>();
        List<Evidence.Exchange> exchanges = probed.exchanges();
        for (int i = 0; i < exchanges.size(); i++) {
            hops.add(hop(exchanges.get(i), probed.hops().get(i)));
        }
        return hops;
    }

    private static Map<String, Object> hop(Evidence.Exchange exchange, Probed.Hop hop) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("url", exchange.url());
        json.put("tookMs", millis(hop.took().toNanos()));
        hop.answer().ifPresent(answer -> answered(json, exchange, answer));
        return json;
    }

    private static void answered(Map<String, Object> json, Evidence.Exchange exchange, Answer answer) {
        json.put("status", (long) answer.status());
        json.put("protocol", answer.protocol());
        json.put("address", answer.address());
        json.put("wireBytes", answer.wireBytes());
        json.put("bodyBytes", answer.bodyBytes());
        json.put("headers", new LinkedHashMap<>(exchange.headers()));
    }

    /** Moments as texts: JSON has none. */
    private static Map<String, Object> texts(Map<String, Object> fields) {
        Map<String, Object> texts = new LinkedHashMap<>();
        fields.forEach((name, value) -> texts.put(name, value instanceof Instant ? value.toString() : value));
        return texts;
    }

    private static double millis(long nanos) {
        return Math.round(nanos / 1000.0) / 1000.0;
    }
}
