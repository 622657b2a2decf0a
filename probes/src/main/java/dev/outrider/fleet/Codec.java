package dev.outrider.fleet;

import dev.outrider.result.RunResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** Messages, and the plan and bundles that an agent keeps, as JSON. All that reads throws {@link Malformed}. */
public final class Codec {
    private Codec() {}

    public static byte[] encode(Plan plan) {
        return object(plan).bytes();
    }

    public static Plan plan(byte[] json) {
        return plan(Fields.of("plan", json));
    }

    public static byte[] encode(Bundle bundle) {
        return object(bundle).bytes();
    }

    public static Bundle bundle(byte[] json) {
        return bundle(Fields.of("bundle", json));
    }

    static byte[] encode(Message message) {
        return switch (message) {
            case Hello hello -> object(hello).bytes();
            case Welcome welcome -> object(welcome).bytes();
            case BundleRequest request -> object(request).bytes();
            case BundleReply reply -> object(reply).bytes();
            case Batch batch -> encode(batch);
            case Ack ack -> object(ack).bytes();
        };
    }

    /**
     * Results that could be read, and why the others could not.
     *
     * @param refused run id, or the place in the batch where there is none, to the reason
     */
    record Received(Batch batch, Map<String, String> refused) {}

    /** One result that nobody can read must not hold up those around it. */
    static Received batch(byte[] json) {
        Fields in = Fields.of("batch", json);
        String id = in.text("id");
        List<RunResult> results = new ArrayList<>();
        Map<String, String> refused = new LinkedHashMap<>();
        in.list("results", item -> {
            try {
                return results.add(ResultCodec.result(item));
            } catch (Malformed poison) {
                return refused.put(runId(item, id, results.size() + refused.size()), poison.getMessage()) == null;
            }
        });
        Batch batch = new Batch(id, in.text("agent"), in.text("region"), in.text("store"), results);
        return new Received(batch, refused);
    }

    static Hello hello(byte[] json) {
        Fields in = Fields.of("hello", json);
        return new Hello(
                in.text("agent"),
                in.text("region"),
                in.text("version"),
                in.text("boot"),
                in.optionalText("store"),
                in.whole("epoch"),
                in.instant("sentAt"),
                in.instant("startedAt"),
                in.optionalTexts("can").map(LinkedHashSet::new),
                status(in.object("status")));
    }

    static Welcome welcome(byte[] json) {
        Fields in = Fields.of("welcome", json);
        return new Welcome(
                in.text("coordinator"),
                in.text("store"),
                in.whole("epoch"),
                in.instant("receivedAt"),
                in.instant("sentAt"),
                in.optionalObject("plan").map(Codec::plan));
    }

    static BundleRequest request(byte[] json) {
        Fields in = Fields.of("bundle-request", json);
        return new BundleRequest(in.texts("digests"), in.whole("largest"));
    }

    static BundleReply reply(byte[] json) {
        Fields in = Fields.of("bundle-reply", json);
        return new BundleReply(in.list("bundles", Codec::bundle), in.textMap("refused"));
    }

    static Ack ack(byte[] json) {
        Fields in = Fields.of("ack", json);
        return new Ack(in.text("batch"), in.small("accepted"), in.textMap("refused"));
    }

    private static byte[] encode(Batch batch) {
        return new Obj()
                .put("id", batch.id())
                .put("agent", batch.agent())
                .put("region", batch.region())
                .put("store", batch.store())
                .put("results", batch.results(), ResultCodec::object)
                .bytes();
    }

    private static String runId(Fields item, String batch, int index) {
        try {
            return item.text("runId");
        } catch (Malformed nameless) {
            return batch + "[" + index + "]";
        }
    }

    private static Obj object(Hello hello) {
        Hello.Status status = hello.status();
        return new Obj()
                .put("agent", hello.agent())
                .put("region", hello.region())
                .put("version", hello.version())
                .put("boot", hello.boot())
                .put("store", hello.store())
                .put("epoch", hello.epoch())
                .put("sentAt", hello.sentAt())
                .put("startedAt", hello.startedAt())
                .put("can", hello.can().map(can -> can.stream().sorted().toList()))
                .put("status", object(status));
    }

    private static Obj object(Hello.Status status) {
        return new Obj()
                .put("running", status.running())
                .put("runs", status.runs())
                .put("spooled", status.spooled())
                .put("oldestSpooled", status.oldestSpooled())
                .put("lagMs", status.lagMs())
                .put("clockOffsetMs", status.clockOffsetMs())
                .put("rssBytes", status.rssBytes());
    }

    private static Hello.Status status(Fields in) {
        return new Hello.Status(
                in.small("running"),
                in.whole("runs"),
                in.whole("spooled"),
                in.optionalInstant("oldestSpooled"),
                in.number("lagMs"),
                in.number("clockOffsetMs"),
                in.whole("rssBytes"));
    }

    private static Obj object(Welcome welcome) {
        return new Obj()
                .put("coordinator", welcome.coordinator())
                .put("store", welcome.store())
                .put("epoch", welcome.epoch())
                .put("receivedAt", welcome.receivedAt())
                .put("sentAt", welcome.sentAt())
                .put("plan", welcome.plan().map(plan -> object(plan).members()));
    }

    private static Obj object(Plan plan) {
        return new Obj()
                .put("store", plan.store())
                .put("epoch", plan.epoch())
                .put("agent", plan.agent())
                .put("region", plan.region())
                .put("leaseNs", plan.lease())
                .put("assignments", plan.assignments(), Codec::object);
    }

    private static Plan plan(Fields in) {
        return new Plan(
                in.text("store"),
                in.whole("epoch"),
                in.text("agent"),
                in.text("region"),
                in.duration("leaseNs"),
                in.list("assignments", Codec::assignment));
    }

    private static Obj object(Plan.Assignment assignment) {
        return new Obj()
                .put("journey", assignment.journey())
                .put("environment", assignment.environment())
                .put("digest", assignment.digest())
                .put("intervalNs", assignment.interval())
                .put("phaseNs", assignment.phase())
                .put("mutates", assignment.mutates())
                .put("notBefore", assignment.notBefore());
    }

    private static Plan.Assignment assignment(Fields in) {
        if (in.whole("intervalNs") <= 0 || in.whole("phaseNs") < 0) {
            throw in.wrong("intervalNs", "or phaseNs cannot be");
        }
        return new Plan.Assignment(
                in.text("journey"),
                in.text("environment"),
                in.text("digest"),
                in.duration("intervalNs"),
                in.duration("phaseNs"),
                in.flag("mutates"),
                in.instant("notBefore"));
    }

    private static Obj object(BundleRequest request) {
        return new Obj().put("digests", request.digests()).put("largest", request.largest());
    }

    private static Obj object(BundleReply reply) {
        return new Obj().put("bundles", reply.bundles(), Codec::object).put("refused", reply.refused());
    }

    private static Obj object(Bundle bundle) {
        return new Obj()
                .put("digest", bundle.digest())
                .put("journey", bundle.journey())
                .put("environment", bundle.environment())
                .put("script", bundle.script())
                .put("files", bundle.files());
    }

    private static Bundle bundle(Fields in) {
        return new Bundle(
                in.text("digest"), in.text("journey"), in.text("environment"), in.text("script"), in.textMap("files"));
    }

    private static Obj object(Ack ack) {
        return new Obj()
                .put("batch", ack.batch())
                .put("accepted", ack.accepted())
                .put("refused", ack.refused());
    }
}
