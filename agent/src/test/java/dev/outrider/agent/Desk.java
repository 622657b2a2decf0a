package dev.outrider.agent;

import dev.outrider.fleet.Ack;
import dev.outrider.fleet.Batch;
import dev.outrider.fleet.Bundle;
import dev.outrider.fleet.ClusterConfig;
import dev.outrider.fleet.FleetHandler;
import dev.outrider.fleet.FleetServer;
import dev.outrider.fleet.Hello;
import dev.outrider.fleet.Member;
import dev.outrider.fleet.Plan;
import dev.outrider.fleet.Signed;
import dev.outrider.fleet.Welcome;
import dev.outrider.result.RunResult;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A coordinator's desk that is kept in memory, behind a real member of a real cluster that comes and goes. */
final class Desk implements FleetHandler, AutoCloseable {
    static final String HOST = "127.0.0.1";

    final int port = freePort();
    private final Map<String, Bundle> bundles = new ConcurrentHashMap<>();
    private final BlockingQueue<RunResult> results = new LinkedBlockingQueue<>();
    private final AtomicInteger delivered = new AtomicInteger();
    private volatile Optional<Plan> plan = Optional.empty();
    private Optional<Member> member = Optional.empty();
    private Optional<FleetServer> server = Optional.empty();
    private int lives;

    void plan(Plan newer) {
        plan = Optional.of(newer);
    }

    void keep(Bundle bundle) {
        bundles.put(bundle.digest(), bundle);
    }

    void open() {
        String id = "c-" + ++lives;
        Member joined = Member.join(ClusterConfig.coordinator(HOST, port, List.of(), id, "store", "0.1.0"));
        member = Optional.of(joined);
        server = Optional.of(FleetServer.start(joined.vertx(), id, this));
    }

    @Override
    public void close() {
        server.ifPresent(FleetServer::close);
        member.ifPresent(Member::close);
        server = Optional.empty();
        member = Optional.empty();
    }

    /** The next result that was delivered. */
    RunResult next() throws InterruptedException {
        return Optional.ofNullable(results.poll(30, TimeUnit.SECONDS)).orElseThrow();
    }

    /** The next result of a journey with this outcome. */
    RunResult next(String journey, String outcome) throws InterruptedException {
        RunResult result = next();
        while (!result.key().journey().equals(journey)
                || !result.outcome().word().equals(outcome)) {
            result = next();
        }
        return result;
    }

    /** How many results were delivered so far. */
    int delivered() {
        return delivered.get();
    }

    void forget() {
        results.clear();
    }

    @Override
    public Welcome hello(Hello hello, Signed by) {
        Instant now = Instant.now();
        Optional<Plan> other = plan.filter(current -> current.epoch() != hello.epoch());
        return new Welcome("c-" + lives, "store", plan.map(Plan::epoch).orElse(0L), now, now, other);
    }

    @Override
    public Optional<Bundle> bundle(String digest) {
        return Optional.ofNullable(bundles.get(digest));
    }

    @Override
    public Ack deliver(Batch batch, Map<String, String> unreadable, Signed by) {
        delivered.addAndGet(batch.results().size());
        results.addAll(batch.results());
        return new Ack(batch.id(), batch.results().size(), Map.of());
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException none) {
            throw new IllegalStateException(none);
        }
    }
}
