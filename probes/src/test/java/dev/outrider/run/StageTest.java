package dev.outrider.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrider.result.Outcome;
import dev.outrider.result.RunResult;
import dev.outrider.run.http.Answer;
import dev.outrider.run.http.Bytes;
import dev.outrider.run.http.Call;
import dev.outrider.run.http.Deadline;
import dev.outrider.run.http.Headers;
import dev.outrider.run.http.Line;
import dev.outrider.run.http.Phases;
import dev.outrider.run.http.Reply;
import dev.outrider.script.Compiled;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class StageTest {
    private final Vertx vertx = Vertx.vertx(Runner.options().setEventLoopPoolSize(1));
    private final Shop nobody = new Shop(vertx);

    @AfterEach
    void close() {
        nobody.close();
        vertx.close().await();
    }

    @Test
    void the_same_chance_and_time_make_the_same_requests() {
        Compiled.Ready ready = new Ride(vertx, nobody).compiled("""
                let: { id: "uuid() + '-' + string(random.int(1000))" }
                steps: [{ name: Ask, GET: "/${id}/${epoch(now)}" }]
                """);
        Spoken first = new Spoken();
        Spoken second = new Spoken();
        run(ready, first);
        run(ready, second);
        assertThat(first.asked).isEqualTo(second.asked).hasSize(1);
        assertThat(first.asked.getFirst()).endsWith("/1795780800");
        assertThat(nobody.asked()).isEmpty();
    }

    @Test
    void time_that_passes_on_the_stage_is_waited_for_by_nobody_and_counts() {
        Compiled.Ready ready = new Ride(vertx, nobody).compiled("""
                timeout: 25s
                steps: [{ name: Ask, GET: /, slow: 11s, poll: { until: "status == 201", every: 5s, for: 20s } }]
                """);
        Spoken line = new Spoken();
        RunResult result = run(ready, line);
        assertThat(line.asked).hasSize(4);
        assertThat(result.outcome()).isInstanceOf(Outcome.Failed.class);
        assertThat(result.duration()).isGreaterThan(Duration.ofSeconds(15));
    }

    @Test
    void a_mistake_of_ours_ends_the_step_as_an_error_and_what_was_ordered_is_still_cancelled() {
        Compiled.Ready ready = new Ride(vertx, nobody).compiled("""
                mutates: true
                steps: [{ name: Order, POST: /orders }, { name: Look, GET: / }]
                finally: [{ name: Cancel, DELETE: /orders/mine }]
                """);
        Spoken line = new Spoken();
        RunResult result = run(ready, new Line() {
            @Override
            public Reply exchange(Call call, Deadline deadline) {
                if (call.method().equals("GET")) {
                    throw new IllegalStateException("a bug");
                }
                return line.exchange(call, deadline);
            }

            @Override
            public void close() {}
        });
        assertThat(result.outcome()).isInstanceOfSatisfying(Outcome.Errored.class, error -> {
            assertThat(error.trouble()).isEqualTo(Outcome.Trouble.DEFECT);
            assertThat(error.detail()).contains("a mistake of Outrider's own", "a bug");
        });
        assertThat(line.asked).hasSize(2);
        assertThat(line.asked.getLast()).endsWith("/orders/mine");
    }

    @Test
    void a_header_is_found_however_its_name_is_written() {
        Compiled.Ready ready = new Ride(vertx, nobody).compiled("""
                steps:
                  - name: Ask
                    GET: /
                    expect:
                      - headers['Content-Type'] == 'text/plain'
                      - headers['content-type'] == 'text/plain'
                      - "'CONTENT-TYPE' in headers"
                """);
        RunResult result = run(ready, new Spoken());
        assertThat(result.outcome()).isInstanceOf(Outcome.Passed.class);
    }

    private RunResult run(Compiled.Ready ready, Line line) {
        InstantSource clock = InstantSource.fixed(Instant.parse("2026-11-27T12:00:00Z"));
        RunSettings settings = RunSettings.DEFAULT.withStarved(Duration.ofMinutes(5));
        try (Runner runner = new Runner(vertx, settings, clock, new Random(1))) {
            return runner.run(
                    ready.journey(),
                    ready.environment().forRegion("eu-west"),
                    Ride.request(),
                    new Stage(line, new Leaping(), clock, new Random(7), index -> {}));
        }
    }

    /** Time that need not be waited for. */
    private static final class Leaping implements Pace {
        private long leapt;

        @Override
        public long nanoTime() {
            return System.nanoTime() + leapt;
        }

        @Override
        public void pass(Duration time) {
            leapt += time.toNanos();
        }
    }

    /** A line on which everything is answered at once. */
    private static final class Spoken implements Line {
        private final List<String> asked = new ArrayList<>();

        @Override
        public Reply exchange(Call call, Deadline deadline) {
            asked.add(call.url().toString());
            return new Reply.Answered(
                    new Answer(
                            200,
                            "OK",
                            new Headers(List.of(Map.entry("Content-type", "text/plain"))),
                            Bytes.NONE,
                            0,
                            "HTTP/1.1",
                            "nowhere"),
                    Phases.NONE);
        }

        @Override
        public void close() {}
    }
}
