package dev.outrider.coordinator.ingest;

import dev.outrider.coordinator.ingest.Check.Finding;
import dev.outrider.coordinator.store.Database;
import dev.outrider.fleet.Ack;
import dev.outrider.fleet.Batch;
import dev.outrider.fleet.ResultCodec;
import dev.outrider.fleet.Signed;
import dev.outrider.result.RunResult;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes what agents deliver: looks it through, has it committed, and only then says so. */
public final class Ingest implements AutoCloseable {
    private static final int LONGEST_CONTENT = 64 << 10;
    private static final Logger log = LoggerFactory.getLogger(Ingest.class);

    private final Slots slots;
    private final InstantSource clock;
    private final GroupCommit commits;
    private final LongAdder stored = new LongAdder();
    private final LongAdder known = new LongAdder();
    private final LongAdder late = new LongAdder();
    private final LongAdder quarantined = new LongAdder();

    /**
     * Takes batches at once.
     *
     * @param arrivals told what is new, after each commit, in the order of the commits, on one thread
     */
    public Ingest(Database database, Slots slots, InstantSource clock, Consumer<List<Arrival>> arrivals) {
        this.slots = slots;
        this.clock = clock;
        this.commits = new GroupCommit(database, arrivals);
    }

    /**
     * How many results have come since the start.
     *
     * @param known that were here before, and changed nothing
     * @param late refused because history was settled
     */
    public record Counts(long stored, long known, long late, long quarantined) {}

    public Counts counts() {
        return new Counts(stored.sum(), known.sum(), late.sum(), quarantined.sum());
    }

    /**
     * Returns when all that can be stored is on the disk, and the rest is put aside with its reason.
     *
     * @param unreadable what could not even be read, by run id, to the reason
     * @throws dev.outrider.coordinator.store.StoreException when nothing was stored: the agent keeps it
     */
    public Ack deliver(Batch batch, Map<String, String> unreadable, Signed by) {
        Instant now = clock.instant();
        List<Row> rows = new ArrayList<>();
        List<Quarantined> poison = new ArrayList<>();
        Map<String, String> refused = new TreeMap<>(unreadable);
        unreadable.forEach((runId, reason) -> poison.add(new Quarantined(runId, reason, "")));
        for (RunResult run : batch.results()) {
            switch (Check.of(run, batch, slots, now)) {
                case Finding.Good() -> rows.add(Row.of(run, now));
                case Finding.Late(String reason) -> refused.put(run.runId(), reason);
                case Finding.Poison(String reason) -> {
                    refused.put(run.runId(), reason);
                    poison.add(new Quarantined(run.runId(), reason, content(run)));
                }
            }
        }
        int fresh = commits.store(new Commit.Load(batch, by, now, rows, poison));
        count(rows.size(), fresh, poison, refused);
        return new Ack(batch.id(), rows.size(), refused);
    }

    private void count(int accepted, int fresh, List<Quarantined> poison, Map<String, String> refused) {
        stored.add(fresh);
        known.add(accepted - fresh);
        quarantined.add(poison.size());
        late.add(refused.size() - poison.size());
        if (!poison.isEmpty()) {
            Quarantined first = poison.getFirst();
            log.warn("{} results put into quarantine, the first {}: {}", poison.size(), first.runId(), first.reason());
        }
    }

    private static String content(RunResult run) {
        String json = new String(ResultCodec.encode(run), StandardCharsets.UTF_8);
        return json.substring(0, Math.min(json.length(), LONGEST_CONTENT));
    }

    /** Finishes the commit that is under way. */
    @Override
    public void close() {
        commits.close();
    }
}
