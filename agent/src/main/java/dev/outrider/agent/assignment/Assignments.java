package dev.outrider.agent.assignment;

import dev.outrider.fleet.BundleReply;
import dev.outrider.fleet.BundleRequest;
import dev.outrider.fleet.Plan;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The plan in force here, and the scripts that belong to it. Safe for any thread; plans come from one. */
public final class Assignments {
    private static final Logger log = LoggerFactory.getLogger(Assignments.class);

    private final PlanFiles files;
    private final Room room;
    private final Scripts scripts;
    private final Lease lease;
    private volatile Optional<Plan> plan;

    /** Takes up the plan that is on the disk, if it is this agent's. */
    public Assignments(String agent, PlanFiles files, Lease lease, Room room) {
        this.files = files;
        this.room = room;
        this.scripts = new Scripts(files.bundles(), room);
        this.lease = lease;
        this.plan = files.plan().filter(kept -> {
            boolean ours = kept.agent().equals(agent);
            if (!ours) {
                log.warn("the stored plan is that of agent {} and is not gone on with", kept.agent());
            }
            return ours;
        });
        plan.ifPresent(kept -> log.info(
                "going on with the stored plan {}: {} journeys",
                kept.epoch(),
                kept.assignments().size()));
    }

    /** Empty before the first one came. */
    public Optional<Plan> plan() {
        return plan;
    }

    /** Puts a plan into force, kept on disk before it is, or in memory only when the disk will not. */
    public void accept(Plan newer) {
        try {
            files.keep(newer);
        } catch (AssignmentException full) {
            log.error("plan {} is in force, but a restart would go on with the one before", newer.epoch(), full);
        }
        plan = Optional.of(newer);
        Set<String> digests = digests(newer);
        scripts.forgetAllBut(digests);
        log.info(
                "plan {} of store {}: {} journeys",
                newer.epoch(),
                newer.store(),
                newer.assignments().size());
    }

    /** Digests of bundles that a plan needs and that are not here. */
    public List<String> missing(Plan needing) {
        return digests(needing).stream()
                .filter(digest -> !scripts.has(digest))
                .sorted()
                .toList();
    }

    /** What may be asked for: of these bundles, those that this agent has room for. */
    public BundleRequest request(List<String> digests) {
        return new BundleRequest(digests, room.largest());
    }

    /** Keeps bundles, on disk if that will take them; false when there is no room for them now. */
    public boolean accept(BundleReply reply) {
        reply.refused().forEach(scripts::refuse);
        return scripts.accept(reply.bundles());
    }

    /** How often scripts were compiled. */
    public long compiled() {
        return scripts.compiled();
    }

    /** Bytes of heap that compiled scripts take, about. */
    public long compiledBytes() {
        return scripts.taken();
    }

    public Script script(Plan.Assignment assignment) {
        return scripts.of(assignment);
    }

    /** Why a run must not begin now, or empty. What only reads may always run, however long nobody can be asked. */
    public Optional<String> refusal(Plan.Assignment assignment) {
        Optional<Plan> current = plan;
        if (!assignment.mutates() || current.isEmpty()) {
            return Optional.empty();
        }
        Duration left = lease.left(current.get().lease());
        Duration needed = switch (script(assignment)) {
            case Script.Ready ready -> ready.journey().longestRun();
            case Script.Unfit unfit -> Duration.ZERO;
        };
        return left.compareTo(needed) >= 0
                ? Optional.empty()
                : Optional.of("it changes things, and the lease of %d s from the coordinator would end before the run"
                        .formatted(current.get().lease().toSeconds()));
    }

    private static Set<String> digests(Plan plan) {
        return plan.assignments().stream().map(Plan.Assignment::digest).collect(Collectors.toUnmodifiableSet());
    }
}
