package dev.outrider.agent.good;

import dev.outrider.fleet.Malformed;
import dev.outrider.fleet.ResultCodec;
import dev.outrider.result.Evidence;
import dev.outrider.result.Fingerprint;
import dev.outrider.result.Outcome;
import dev.outrider.result.RunResult;
import dev.outrider.result.StepResult;
import dev.outrider.run.Keep;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last run that passed, of each journey in each environment and region, with what was said in it. It stays on this
 * disk, and goes along with the first run that fails after it; those that follow only name it. Safe to use from any thread.
 */
public final class GoodRuns {
    /** Bytes on the disk. */
    public static final long QUOTA = 64L << 20;

    private static final Logger log = LoggerFactory.getLogger(GoodRuns.class);
    /** A good run that is older is written anew. */
    private static final Duration FRESH = Duration.ofMinutes(10);
    /** So is one whose answers have another shape, but not each second: some answers never look the same twice. */
    private static final Duration SETTLED = Duration.ofMinutes(1);

    private final GoodFiles files;
    private final InstantSource clock;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    /** What is known of a file that this process wrote or read: whether it has to be written again, and sent. */
    private record Known(String version, Instant at, List<String> shapes, AtomicBoolean sent) {}

    /** @param folder of their own */
    public GoodRuns(Path folder, long quota, InstantSource clock) {
        this.files = new GoodFiles(folder, quota);
        this.clock = clock;
    }

    /** Whether what was said in a run that passed is to be written down: it costs more than the run told its steps. */
    public Keep keep(RunResult.Key key, String version) {
        return steps -> {
            Known last = known.get(name(key));
            if (last == null || !last.version.equals(version)) {
                return true;
            }
            Duration age = Duration.between(last.at, clock.instant());
            return age.compareTo(FRESH) > 0 || (age.compareTo(SETTLED) > 0 && !last.shapes.equals(shapes(steps)));
        };
    }

    /** The result as it is to be sent: a pass without what was said, which stays here; a fail beside the last pass. */
    public RunResult settled(RunResult result) {
        return switch (result.outcome()) {
            case Outcome.Passed passed -> result.cleanupFailed() ? result : passed(result);
            case Outcome.Failed failed -> compared(result);
            case Outcome.Degraded degraded -> result;
            case Outcome.Errored errored -> result;
            case Outcome.Skipped skipped -> result;
        };
    }

    private RunResult passed(RunResult result) {
        if (result.evidence().exchanges().isEmpty()) {
            return result;
        }
        String name = name(result.key());
        files.put(name, packed(result));
        known.put(name, known(result, false));
        return result.withEvidence(Evidence.NONE);
    }

    private RunResult compared(RunResult result) {
        return good(result)
                .map(good -> result.withEvidence(result.evidence().beside(good)))
                .orElse(result);
    }

    /** Of another version of the script its steps would be others. */
    private Optional<Evidence.Good> good(RunResult failed) {
        String name = name(failed.key());
        Optional<RunResult> last = files.get(name).flatMap(content -> unpacked(name, content));
        return last.filter(run -> run.version().equals(failed.version())).map(run -> {
            Evidence.Good good = new Evidence.Good(
                    run.runId(), run.startedAt(), run.evidence().exchanges());
            boolean sent = known.computeIfAbsent(name, absent -> known(run, false))
                    .sent()
                    .getAndSet(true);
            return sent ? good.named() : good;
        });
    }

    private static Known known(RunResult run, boolean sent) {
        return new Known(run.version(), run.startedAt(), shapes(run.steps()), new AtomicBoolean(sent));
    }

    private static List<String> shapes(List<StepResult> steps) {
        return steps.stream()
                .map(step -> step.fingerprint().map(Fingerprint::shape).orElse(""))
                .toList();
    }

    private static byte[] packed(RunResult run) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream packed = new GZIPOutputStream(bytes)) {
            packed.write(ResultCodec.encode(run));
        } catch (IOException impossible) {
            throw new UncheckedIOException("memory failed", impossible);
        }
        return bytes.toByteArray();
    }

    /** The packing has a checksum. */
    private Optional<RunResult> unpacked(String name, byte[] content) {
        try (GZIPInputStream packed = new GZIPInputStream(new ByteArrayInputStream(content))) {
            return Optional.of(ResultCodec.decode(packed.readAllBytes()));
        } catch (IOException | Malformed damaged) {
            log.warn("the good run {} is damaged on the disk and dropped: {}", name, damaged.getMessage());
            files.drop(name);
            known.remove(name);
            return Optional.empty();
        }
    }

    private static String name(RunResult.Key key) {
        String place = key.journey() + "\n" + key.environment() + "\n" + key.region();
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(place.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16) + ".json.gz";
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
