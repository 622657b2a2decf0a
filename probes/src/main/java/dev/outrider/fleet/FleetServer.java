package dev.outrider.fleet;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A coordinator's ear on the event bus: three addresses of its own, each message answered on a virtual thread. */
public final class FleetServer implements AutoCloseable {
    /** The agent said something that will never be accepted; other codes mean "later". */
    static final int REFUSED = 1;

    private static final int LATER = 2;
    private static final int AT_ONCE = 256;
    private static final int LONGEST_MESSAGE = 16 << 20;
    private static final Logger log = LoggerFactory.getLogger(FleetServer.class);

    private final FleetHandler handler;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore room = new Semaphore(AT_ONCE);
    private final List<MessageConsumer<Buffer>> consumers = new ArrayList<>();

    private FleetServer(FleetHandler handler) {
        this.handler = handler;
    }

    /**
     * Listens when it returns. Throws {@link FleetException}.
     *
     * @param coordinator its id, as in its {@link ClusterConfig}
     */
    public static FleetServer start(Vertx clustered, String coordinator, FleetHandler handler) {
        FleetServer server = new FleetServer(handler);
        server.listen(clustered, address(coordinator, "hello"), server::hello);
        server.listen(clustered, address(coordinator, "bundles"), server::bundles);
        server.listen(clustered, address(coordinator, "deliver"), server::deliver);
        try {
            Future.all(server.consumers.stream()
                            .map(MessageConsumer::completion)
                            .toList())
                    .await(20, TimeUnit.SECONDS);
        } catch (RuntimeException | TimeoutException failed) {
            throw new FleetException("could not listen to agents on the event bus", failed);
        }
        return server;
    }

    static String address(String coordinator, String what) {
        return "outrider.coordinator." + coordinator + "." + what;
    }

    /** Stops listening; answers what it is at. */
    @Override
    public void close() {
        consumers.forEach(MessageConsumer::unregister);
        threads.close();
    }

    private void listen(Vertx vertx, String address, Function<byte[], byte[]> answer) {
        consumers.add(vertx.eventBus().consumer(address, message -> {
            if (!room.tryAcquire()) {
                message.fail(LATER, "this coordinator is answering " + AT_ONCE + " messages: try again later");
                return;
            }
            threads.execute(() -> {
                try {
                    reply(message, answer);
                } finally {
                    room.release();
                }
            });
        }));
    }

    private static void reply(Message<Buffer> message, Function<byte[], byte[]> answer) {
        try {
            if (message.body().length() > LONGEST_MESSAGE) {
                throw new Refused("a message of " + message.body().length() + " bytes is too long");
            }
            message.reply(Buffer.buffer(answer.apply(message.body().getBytes())));
        } catch (Malformed | Refused no) {
            log.warn("refused a message to {}: {}", message.address(), no.getMessage());
            message.fail(REFUSED, no.getMessage());
        } catch (FleetException later) {
            message.fail(LATER, later.getMessage());
        } catch (RuntimeException failed) {
            log.warn("could not answer a message to {}", message.address(), failed);
            message.fail(LATER, "the coordinator could not: " + failed.getMessage());
        }
    }

    private byte[] hello(byte[] bytes) {
        Envelope envelope = Envelope.open(bytes, "hello");
        Hello hello = Codec.hello(envelope.payload());
        return Envelope.seal(handler.hello(hello, signer(envelope, "hello", hello.agent())));
    }

    private byte[] bundles(byte[] bytes) {
        Envelope envelope = Envelope.open(bytes, "bundle-request");
        return Envelope.seal(BundleReplies.to(Codec.request(envelope.payload()), handler::bundle));
    }

    private byte[] deliver(byte[] bytes) {
        Envelope envelope = Envelope.open(bytes, "batch");
        Codec.Received received = Codec.batch(envelope.payload());
        Signed by = signer(envelope, "batch", received.batch().agent());
        return Envelope.seal(handler.deliver(received.batch(), received.refused(), by));
    }

    private static Signed signer(Envelope envelope, String what, String agent) {
        Optional<Signed> signed = envelope.signed().filter(by -> by.agent().equals(agent));
        return signed.orElseThrow(() -> new Malformed("a " + what + " that its agent did not sign"));
    }
}
