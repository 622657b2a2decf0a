package dev.outrider.fleet;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The link inside a site. A background thread keeps this agent a lite member of the cluster: a lite member cannot start a
 * cluster, and one whose coordinators have gone does not find them again by itself, so it leaves and joins anew. A call
 * goes to the coordinator that answered last, and to the others when that one does not.
 */
public final class HazelcastLink implements FleetLink, AutoCloseable {
    private static final int PATIENCE = 8;
    private static final long LOOK_MS = 500;
    private static final int LOOKS_WITHOUT_COORDINATOR = 6;
    private static final Logger log = LoggerFactory.getLogger(HazelcastLink.class);

    private final ClusterConfig config;
    private final AgentKeys keys;
    private final String agent;
    private final RandomGenerator random;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicInteger failuresInARow = new AtomicInteger();
    private final Thread joining;
    private volatile @Nullable Member member;
    private volatile String lastAnswered = "";
    private volatile Optional<String> store = Optional.empty();

    private HazelcastLink(ClusterConfig config, AgentKeys keys, String agent, RandomGenerator random) {
        this.config = config;
        this.keys = keys;
        this.agent = agent;
        this.random = random;
        this.joining = Thread.ofVirtual().name("join the cluster").unstarted(this::keepJoined);
    }

    /** Begins to join, and returns at once. */
    public static HazelcastLink start(ClusterConfig config, AgentKeys keys, String agent, RandomGenerator random) {
        HazelcastLink link = new HazelcastLink(config, keys, agent, random);
        link.joining.start();
        return link;
    }

    @Override
    public Future<Welcome> hello(Hello hello) {
        store = hello.store();
        return ask("hello", hello, 2, "welcome", Codec::welcome);
    }

    @Override
    public Future<BundleReply> bundles(BundleRequest request) {
        return ask("bundles", request, 5, "bundle-reply", Codec::reply);
    }

    @Override
    public Future<Ack> deliver(Batch batch) {
        return ask("deliver", batch, 10, "ack", Codec::ack);
    }

    /** Leaves the cluster; calls under way fail. */
    @Override
    public void close() {
        closed.countDown();
        try {
            joining.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private <T> Future<T> ask(String what, Message message, long seconds, String answer, Function<byte[], T> reader) {
        Promise<T> promise = Promise.promise();
        Thread.ofVirtual().name(what).start(() -> {
            try {
                byte[] sealed = Envelope.seal(message, agent, store, keys);
                byte[] reply = askAny(what, Buffer.buffer(sealed), seconds);
                promise.complete(reader.apply(Envelope.open(reply, answer).payload()));
            } catch (RuntimeException failed) {
                promise.fail(failed);
            }
        });
        return promise.future();
    }

    private byte[] askAny(String what, Buffer message, long seconds) {
        Member joined = member;
        if (joined == null) {
            throw new FleetException("not in the cluster: no coordinator at " + String.join(", ", config.join()));
        }
        RuntimeException last = new FleetException("there is no coordinator in the cluster");
        for (String coordinator : inTurn(joined)) {
            try {
                byte[] reply = askOne(joined, FleetServer.address(coordinator, what), message, seconds);
                lastAnswered = coordinator;
                failuresInARow.set(0);
                return reply;
            } catch (FleetException | Refused failed) {
                last = failed;
            }
        }
        countFailure(last);
        throw last;
    }

    private void countFailure(RuntimeException failure) {
        if (failure instanceof Refused) {
            failuresInARow.set(0);
        } else {
            failuresInARow.incrementAndGet();
        }
    }

    private static byte[] askOne(Member joined, String address, Buffer message, long seconds) {
        try {
            DeliveryOptions limit = new DeliveryOptions().setSendTimeout(TimeUnit.SECONDS.toMillis(seconds));
            return joined.vertx()
                    .eventBus()
                    .<Buffer>request(address, message, limit)
                    .await(seconds + 1, TimeUnit.SECONDS)
                    .body()
                    .getBytes();
        } catch (ReplyException answered) {
            if (answered.failureType() == ReplyFailure.RECIPIENT_FAILURE
                    && answered.failureCode() == FleetServer.REFUSED) {
                throw new Refused(String.valueOf(answered.getMessage()));
            }
            throw new FleetException(address + " did not answer: " + answered.getMessage(), answered);
        } catch (RuntimeException | TimeoutException failed) {
            throw new FleetException(address + " could not be asked", failed);
        }
    }

    /** The one that answered last first; the rest in random order, so that a fleet spreads. */
    private List<String> inTurn(Member joined) {
        List<String> ids = new ArrayList<>(
                joined.coordinators().stream().map(Member.Peer::id).toList());
        Collections.shuffle(ids, java.util.Random.from(random));
        if (ids.remove(lastAnswered)) {
            ids.addFirst(lastAnswered);
        }
        return ids;
    }

    private void keepJoined() {
        String complaint = "";
        do {
            try (Member joined = Member.join(config)) {
                log.info("joined the cluster; coordinators: {}", addresses(joined));
                complaint = "";
                failuresInARow.set(0);
                member = joined;
                stay(joined);
            } catch (FleetException failed) {
                if (!complaint.equals(failed.getMessage())) {
                    complaint = String.valueOf(failed.getMessage());
                    log.info("not in the cluster yet, still trying: {}", complaint, failed.getCause());
                }
            } finally {
                member = null;
            }
        } while (!closedAfter(1000 + random.nextLong(2000)));
    }

    private void stay(Member joined) {
        int without = 0;
        while (without < LOOKS_WITHOUT_COORDINATOR && failuresInARow.get() < PATIENCE) {
            if (closedAfter(LOOK_MS)) {
                return;
            }
            without = joined.coordinators().isEmpty() ? without + 1 : 0;
        }
        log.info(
                "left the cluster to join it again: {}",
                without > 0 ? "its coordinators are gone" : "its coordinators do not answer");
    }

    private boolean closedAfter(long millis) {
        try {
            return closed.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private static String addresses(Member joined) {
        return String.join(
                ", ", joined.coordinators().stream().map(Member.Peer::address).toList());
    }
}
