package dev.outrider.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

final class LagMeterTest {
    @Test
    void a_blocked_event_loop_is_late_while_it_hangs_and_in_the_record_of_who_ran_then() throws Exception {
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        try (LagMeter meter = new LagMeter(vertx)) {
            long before = System.nanoTime();
            CountDownLatch blocked = new CountDownLatch(1);
            CountDownLatch over = new CountDownLatch(1);
            vertx.runOnContext(nothing -> {
                blocked.countDown();
                LockSupport.parkNanos(Duration.ofMillis(400).toNanos());
                vertx.setTimer(150, later -> over.countDown());
            });
            blocked.await();
            LockSupport.parkNanos(Duration.ofMillis(300).toNanos());
            assertThat(meter.longestSince(before)).isGreaterThan(Duration.ofMillis(100));
            over.await();
            assertThat(meter.longestSince(before)).isGreaterThan(Duration.ofMillis(200));
            assertThat(meter.longestSince(System.nanoTime())).isLessThan(Duration.ofMillis(200));
        } finally {
            vertx.close().await();
        }
    }
}
