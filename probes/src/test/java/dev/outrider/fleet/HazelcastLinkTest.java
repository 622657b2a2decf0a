package dev.outrider.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class HazelcastLinkTest {
    private static final String HOST = "127.0.0.1";

    @TempDir
    Path directory;

    private final int port = freePort();
    private final BlockingQueue<Object> heard = new LinkedBlockingQueue<>();

    @Test
    void an_agent_joins_whenever_a_coordinator_comes_and_again_after_it_came_back() throws Exception {
        try (HazelcastLink link = link()) {
            assertThatThrownBy(() -> await(link.hello(Samples.HELLO))).hasMessageContaining("not in the cluster");

            try (Coordinator _ = new Coordinator("c-1")) {
                assertThat(eventually(() -> link.hello(Samples.HELLO))).isEqualTo(Samples.WELCOME);
                assertThat(heard.take()).isEqualTo(Samples.HELLO);
                assertThat(heard.take()).extracting("agent").isEqualTo("eu-1");

                assertThat(await(link.bundles(Samples.REQUEST))).isEqualTo(Samples.REPLY);
                assertThat(await(link.deliver(Samples.BATCH))).isEqualTo(Samples.ACK);
                assertThat(heard.take()).isEqualTo(Samples.BATCH);
                assertThat(heard.take()).extracting("store").isEqualTo(Samples.HELLO.store());

                assertThatThrownBy(() -> await(link.bundles(new BundleRequest(List.of("dead"), 1 << 20))))
                        .isInstanceOf(Refused.class)
                        .hasMessage("no bundle dead");
            }
            try (Coordinator _ = new Coordinator("c-2")) {
                assertThat(eventually(() -> link.hello(Samples.HELLO))).isEqualTo(Samples.WELCOME);
            }
        }
    }

    @Test
    void what_a_coordinator_could_not_do_is_said_and_is_not_a_refusal() throws Exception {
        try (HazelcastLink link = link();
                Coordinator _ = new Coordinator("c-1")) {
            eventually(() -> link.hello(Samples.HELLO));
            assertThatThrownBy(() -> await(link.bundles(new BundleRequest(List.of("disk-full"), 1 << 20))))
                    .isInstanceOf(FleetException.class)
                    .hasMessageContaining("the coordinator could not: disk full");
        }
    }

    @Test
    void a_coordinator_on_another_machine_may_be_named_by_its_host_name() throws Exception {
        // All of 127/8 is this machine, so another address of it does for another machine.
        try (HazelcastLink link = link("127.0.0.2", "localhost");
                Coordinator _ = new Coordinator("c-1")) {
            assertThat(eventually(() -> link.hello(Samples.HELLO))).isEqualTo(Samples.WELCOME);
        }
    }

    @Test
    void a_member_that_has_left_knows_of_no_coordinator() {
        Member member = Member.join(ClusterConfig.coordinator(HOST, port, List.of(), "c-1", "s-1", "0.1.0"));
        assertThat(member.coordinators()).hasSize(1);
        member.close();
        assertThat(member.coordinators()).isEmpty();
    }

    private HazelcastLink link() {
        return link(HOST, HOST);
    }

    private HazelcastLink link(String host, String coordinator) {
        ClusterConfig config =
                ClusterConfig.agent(host, 0, List.of(coordinator + ":" + port), "eu-1", "eu-west", "0.1.0");
        return HazelcastLink.start(config, AgentKeys.in(directory), "eu-1", new Random(1));
    }

    private static <T> T await(Future<T> future) throws TimeoutException {
        return future.await(30, TimeUnit.SECONDS);
    }

    /** Asks until there is an answer; the link itself waits between its tries. */
    private static <T> T eventually(Supplier<Future<T>> ask) throws TimeoutException {
        while (true) {
            try {
                return await(ask.get());
            } catch (FleetException notYet) {
                Thread.onSpinWait();
            }
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException none) {
            throw new IllegalStateException(none);
        }
    }

    /** A data member that gives fixed answers. */
    private final class Coordinator implements FleetHandler, AutoCloseable {
        private final Member member;
        private final FleetServer server;

        Coordinator(String id) {
            member = Member.join(ClusterConfig.coordinator(HOST, port, List.of(), id, "s-1", "0.1.0"));
            server = FleetServer.start(member.vertx(), id, this);
            assertThat(member.coordinators())
                    .containsExactly(new Member.Peer(
                            HOST + ":" + port,
                            Map.of("role", "coordinator", "id", id, "store", "s-1", "version", "0.1.0")));
        }

        @Override
        public Welcome hello(Hello hello, Signed by) {
            heard.add(hello);
            heard.add(by);
            return Samples.WELCOME;
        }

        @Override
        public Optional<Bundle> bundle(String digest) {
            return switch (digest) {
                case "ab12" -> Optional.of(Samples.BUNDLE);
                case "cd34" -> Optional.empty();
                case "disk-full" -> throw new IllegalStateException("disk full");
                default -> throw new Refused("no bundle " + digest);
            };
        }

        @Override
        public Ack deliver(Batch batch, Map<String, String> unreadable, Signed by) {
            heard.add(batch);
            heard.add(by);
            return Samples.ACK;
        }

        @Override
        public void close() {
            server.close();
            member.close();
        }
    }
}
