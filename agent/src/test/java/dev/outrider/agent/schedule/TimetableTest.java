package dev.outrider.agent.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrider.agent.schedule.Timetable.Due;
import dev.outrider.fleet.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

final class TimetableTest {
    private static final Instant T0 = Instant.ofEpochSecond(1_800_000_000);

    private final Timetable timetable = new Timetable();

    private static Job job(String journey, int interval, int phase, Instant notBefore) {
        return new Job(
                new Plan.Assignment(
                        journey,
                        "demo",
                        "digest",
                        Duration.ofSeconds(interval),
                        Duration.ofSeconds(phase),
                        false,
                        notBefore),
                "eu-west",
                1);
    }

    private List<Instant> slots(Instant now) {
        return timetable.due(now).stream().map(Due::slot).toList();
    }

    @Test
    void a_slot_is_due_at_its_instant_and_not_before() {
        timetable.replace(List.of(job("a", 60, 20, Instant.EPOCH)), T0);
        assertThat(timetable.next()).contains(T0.plusSeconds(20));
        assertThat(slots(T0.plusSeconds(20).minusNanos(1))).isEmpty();
        assertThat(slots(T0.plusSeconds(20))).containsExactly(T0.plusSeconds(20));
        assertThat(slots(T0.plusSeconds(20))).isEmpty();
        assertThat(timetable.next()).contains(T0.plusSeconds(80));
    }

    @Test
    void after_a_pause_there_is_no_burst() {
        timetable.replace(List.of(job("a", 10, 0, Instant.EPOCH)), T0);
        assertThat(slots(T0)).hasSize(1);
        assertThat(slots(T0.plusSeconds(46))).isEmpty();
        assertThat(timetable.missed()).isEqualTo(4);
        assertThat(slots(T0.plusSeconds(50))).containsExactly(T0.plusSeconds(50));
    }

    @Test
    void a_clock_that_was_an_hour_fast_is_not_waited_for() {
        timetable.replace(List.of(job("a", 10, 0, Instant.EPOCH)), T0.plusSeconds(3600));
        assertThat(slots(T0.plusSeconds(3600))).containsExactly(T0.plusSeconds(3600));
        assertThat(slots(T0.plusSeconds(2))).isEmpty();
        assertThat(timetable.next()).contains(T0.plusSeconds(10));
        assertThat(slots(T0.plusSeconds(10))).containsExactly(T0.plusSeconds(10));
    }

    @Test
    void a_clock_that_is_set_back_a_little_repeats_no_slot() {
        timetable.replace(List.of(job("a", 10, 0, Instant.EPOCH)), T0);
        assertThat(slots(T0.plusSeconds(1))).containsExactly(T0);
        assertThat(slots(T0.minusSeconds(8))).isEmpty();
        assertThat(slots(T0.plusSeconds(1))).isEmpty();
        assertThat(timetable.next()).contains(T0.plusSeconds(10));
    }

    @Test
    void a_little_late_is_still_begun() {
        timetable.replace(List.of(job("a", 10, 0, Instant.EPOCH)), T0.plusSeconds(1));
        assertThat(slots(T0.plusSeconds(14))).containsExactly(T0.plusSeconds(10));
    }

    @Test
    void a_new_plan_neither_repeats_nor_loses_a_slot() {
        Job job = job("a", 10, 0, Instant.EPOCH);
        timetable.replace(List.of(job), T0);
        assertThat(slots(T0)).containsExactly(T0);
        timetable.replace(List.of(job), T0);
        assertThat(slots(T0)).isEmpty();
        timetable.replace(List.of(job, job("b", 10, 5, Instant.EPOCH)), T0.plusSeconds(1));
        assertThat(slots(T0.plusSeconds(5))).containsExactly(T0.plusSeconds(5));
        assertThat(slots(T0.plusSeconds(10))).containsExactly(T0.plusSeconds(10));
    }

    @Test
    void nothing_is_begun_for_a_slot_before_the_lease_of_the_other_is_over() {
        timetable.replace(List.of(job("a", 10, 0, T0.plusSeconds(15))), T0);
        assertThat(slots(T0)).isEmpty();
        assertThat(slots(T0.plusSeconds(10))).isEmpty();
        assertThat(slots(T0.plusSeconds(20))).containsExactly(T0.plusSeconds(20));
    }

    @Test
    void no_plan_means_run_nothing() {
        timetable.replace(List.of(job("a", 10, 0, Instant.EPOCH)), T0);
        timetable.replace(List.of(), T0);
        assertThat(slots(T0.plusSeconds(10))).isEmpty();
        assertThat(timetable.next()).isEmpty();
    }

    @RepeatedTest(200)
    void every_slot_is_begun_exactly_once_however_often_plans_come(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        int interval = 5 + random.nextInt(60);
        Job job = job("a", interval, random.nextInt(interval), Instant.EPOCH);
        timetable.replace(List.of(job), T0);
        List<Instant> begun = new ArrayList<>();
        Instant now = T0;
        for (int i = 0; i < 500; i++) {
            now = now.plusMillis(random.nextInt(900));
            if (random.nextInt(10) == 0) {
                timetable.replace(List.of(job), now);
            }
            begun.addAll(slots(now));
        }
        assertThat(begun).as("seed %d", repetition.getCurrentRepetition()).doesNotHaveDuplicates();
        for (int i = 1; i < begun.size(); i++) {
            assertThat(Duration.between(begun.get(i - 1), begun.get(i)).toSeconds())
                    .isEqualTo(interval);
        }
    }
}
