package dev.outrider.result;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is otherwise in a step than it was in an earlier run. */
public final class Changes {
    private final List<String> sentences = new ArrayList<>();

    private Changes() {}

    /** One sentence for each difference that may explain a fail; empty when nothing stands out. */
    public static List<String> of(StepResult before, StepResult now) {
        Changes changes = new Changes();
        changes.differs("the status is", status(before), status(now));
        if (before.fingerprint().isPresent() && now.fingerprint().isPresent()) {
            changes.answers(before.fingerprint().get(), now.fingerprint().get());
        }
        return changes.sentences;
    }

    private void answers(Fingerprint before, Fingerprint now) {
        differs("the answer came from", before.address(), now.address());
        differs("the protocol is", before.protocol(), now.protocol());
        differs("the certificate is", certificate(before), certificate(now));
        differs("the content type is", before.type(), now.type());
        if (before.type().equals(now.type()) && !before.shape().equals(now.shape())) {
            sentences.add(now.type().contains("json") ? "the answer has other fields" : "the page has other elements");
        }
        if (now.bytes() < before.bytes() / 2 || now.bytes() / 2 > before.bytes()) {
            sentences.add("the answer has %d bytes, before %d".formatted(now.bytes(), before.bytes()));
        }
    }

    private void differs(String what, String before, String now) {
        if (!before.equals(now)) {
            sentences.add("%s %s, before %s".formatted(what, now, before));
        }
    }

    private static String status(StepResult step) {
        return step.status().map(String::valueOf).orElse("none");
    }

    private static String certificate(Fingerprint fingerprint) {
        Optional<String> until = fingerprint.expires().map(end -> " until " + end);
        return fingerprint.serial().map(serial -> serial + until.orElse("")).orElse("none");
    }
}
