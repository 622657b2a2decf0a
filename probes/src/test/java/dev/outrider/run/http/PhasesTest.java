package dev.outrider.run.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/**
 * Our phases against the stamps of the server, by the same clock. Only what must hold on any machine is asserted: what lies
 * between two moments of the server cannot have taken us less.
 */
final class PhasesTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final Dialer DIALER = new Dialer(VERTX, Optional.empty());

    @Test
    void the_servers_pauses_lie_in_the_phases_in_which_it_made_them() throws Exception {
        List<Long> stamps = new CopyOnWriteArrayList<>();
        try (RawServer server = RawServer.that(talk -> {
                    talk.request();
                    stamps.add(System.nanoTime());
                    pause(60);
                    stamps.add(System.nanoTime());
                    talk.say("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\no");
                    pause(40);
                    stamps.add(System.nanoTime());
                    talk.say("k");
                });
                Customer customer = new Customer(DIALER.line(), InstantSource.system())) {
            long began = System.nanoTime();
            Phases phases = customer.visit(call(server.url("/")), 0, Deadline.in(Duration.ofSeconds(30)))
                    .phases();
            long took = System.nanoTime() - began;
            long waited = stamps.get(1) - stamps.get(0);
            long answered = stamps.get(2) - stamps.get(0);
            assertThat(waited).isGreaterThanOrEqualTo(60_000_000);
            assertThat(phases.send() + phases.waiting()).isGreaterThanOrEqualTo(waited);
            assertThat(phases.send() + phases.waiting() + phases.download()).isGreaterThanOrEqualTo(answered);
            assertThat(phases.connect() + phases.send() + phases.waiting() + phases.download())
                    .isLessThanOrEqualTo(took);
            assertThat(phases.within(took).total()).isEqualTo(Duration.ofNanos(took));
            assertThat(List.of(phases.connect(), phases.send(), phases.waiting(), phases.download()))
                    .allMatch(span -> span > 0);
            assertThat(List.of(phases.resolve(), phases.tls(), phases.settings()))
                    .containsOnly(0L);
        }
    }

    private static Call call(String url) {
        return new Call("GET", Url.parse(url), Headers.NONE, Bytes.NONE);
    }

    private static void pause(long millis) {
        long end = System.nanoTime() + millis * 1_000_000;
        while (end - System.nanoTime() > 0) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
    }
}
