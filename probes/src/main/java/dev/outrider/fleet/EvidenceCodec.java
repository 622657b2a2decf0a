package dev.outrider.fleet;

import dev.outrider.result.Certificate;
import dev.outrider.result.Evidence;
import dev.outrider.result.Timings;
import java.time.Duration;

/** {@link Evidence} as JSON. */
final class EvidenceCodec {
    private EvidenceCodec() {}

    static Evidence evidence(Fields in) {
        return new Evidence(
                in.list("exchanges", EvidenceCodec::exchange),
                in.listIfAny("views", EvidenceCodec::view),
                in.optionalObject("lastGood").map(EvidenceCodec::good));
    }

    /** Into {@code out}, whatever else stands there. */
    static Obj evidence(Obj out, Evidence evidence) {
        out.put("exchanges", evidence.exchanges(), EvidenceCodec::exchange);
        if (!evidence.views().isEmpty()) {
            out.put("views", evidence.views(), EvidenceCodec::view);
        }
        return out.put("lastGood", evidence.lastGood(), EvidenceCodec::good);
    }

    private static Obj view(Evidence.View view) {
        return new Obj()
                .put("step", view.step())
                .put("attempt", view.attempt())
                .put("url", view.url())
                .put("title", view.title())
                .put("picture", view.picture())
                .put("console", view.console())
                .put("failed", view.failed());
    }

    private static Evidence.View view(Fields in) {
        return new Evidence.View(
                in.small("step"),
                in.small("attempt"),
                in.text("url"),
                in.text("title"),
                in.optionalText("picture"),
                in.texts("console"),
                in.texts("failed"));
    }

    static Obj good(Evidence.Good good) {
        return new Obj()
                .put("runId", good.runId())
                .put("startedAt", good.startedAt())
                .put("exchanges", good.exchanges(), EvidenceCodec::exchange);
    }

    static Evidence.Good good(Fields in) {
        return new Evidence.Good(
                in.text("runId"), in.instant("startedAt"), in.list("exchanges", EvidenceCodec::exchange));
    }

    static Obj timings(Timings timings) {
        return new Obj()
                .put("resolveNs", timings.resolve())
                .put("connectNs", timings.connect())
                .put("tlsNs", timings.tls())
                .put("settingsNs", timings.settings())
                .put("sendNs", timings.send())
                .put("waitingNs", timings.waiting())
                .put("downloadNs", timings.download())
                .put("scriptNs", timings.script());
    }

    static Timings timings(Fields in) {
        return new Timings(
                in.duration("resolveNs"),
                in.duration("connectNs"),
                in.duration("tlsNs"),
                in.duration("settingsNs"),
                in.duration("sendNs"),
                in.duration("waitingNs"),
                in.duration("downloadNs"),
                in.duration("scriptNs"));
    }

    static Obj exchange(Evidence.Exchange exchange) {
        return new Obj()
                .put("step", exchange.step())
                .put("attempt", exchange.attempt())
                .put("startNs", exchange.start())
                .put("timings", timings(exchange.timings()))
                .put("method", exchange.method())
                .put("url", exchange.url())
                .put("requestHeaders", exchange.requestHeaders())
                .put("requestBody", exchange.requestBody())
                .put("address", exchange.address())
                .put("protocol", exchange.protocol())
                .put("certificate", exchange.certificate(), EvidenceCodec::certificate)
                .put("status", exchange.status())
                .put("headers", exchange.headers())
                .put("body", exchange.body())
                .put("bodyBytes", exchange.bodyBytes());
    }

    static Evidence.Exchange exchange(Fields in) {
        return new Evidence.Exchange(
                in.small("step"),
                in.small("attempt"),
                in.optionalDuration("startNs").orElse(Duration.ZERO),
                in.optionalObject("timings").map(EvidenceCodec::timings).orElse(Timings.NONE),
                in.text("method"),
                in.text("url"),
                in.textsMap("requestHeaders"),
                in.optionalText("requestBody"),
                in.optionalText("address"),
                in.optionalText("protocol"),
                in.optionalObject("certificate").map(EvidenceCodec::certificate),
                in.small("status"),
                in.textsMap("headers"),
                in.optionalText("body"),
                in.whole("bodyBytes"));
    }

    private static Obj certificate(Certificate certificate) {
        return new Obj()
                .put("subject", certificate.subject())
                .put("issuer", certificate.issuer())
                .put("serial", certificate.serial())
                .put("notBefore", certificate.notBefore())
                .put("notAfter", certificate.notAfter());
    }

    private static Certificate certificate(Fields in) {
        return new Certificate(
                in.text("subject"),
                in.text("issuer"),
                in.text("serial"),
                in.instant("notBefore"),
                in.instant("notAfter"));
    }
}
