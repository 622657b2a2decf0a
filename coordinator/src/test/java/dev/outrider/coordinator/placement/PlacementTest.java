package dev.outrider.coordinator.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.outrider.coordinator.catalog.Watch;
import dev.outrider.coordinator.store.Database;
import dev.outrider.fleet.Hello;
import dev.outrider.fleet.Plan;
import dev.outrider.fleet.Refused;
import dev.outrider.fleet.Welcome;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlacementTest {
    private static final Duration LEASE = Duration.ofMinutes(2);
    private static final Instant START = Instant.parse("2026-11-27T12:00:00Z");
    private static final Job CHECKOUT =
            new Job(new Watch("checkout", "demo"), "eu-west", "sha-1", Duration.ofSeconds(5), true, false);
    private static final Job BROWSE =
            new Job(new Watch("browse", "demo"), "eu-west", "sha-2", Duration.ofSeconds(5), false, false);

    @TempDir
    Path data;

    private Instant now = START;
    private List<Job> jobs = List.of(CHECKOUT, BROWSE);
    private Database database;
    private AgentRoster roster;
    private Placement placement;

    @BeforeEach
    void start() {
        database = Database.open(data);
        roster = new AgentRoster(Duration.ofSeconds(6), () -> now);
        Placement.Terms terms = new Placement.Terms(LEASE, Duration.ofSeconds(6));
        placement = new Placement(database, () -> jobs, roster, terms, () -> now);
    }

    @AfterEach
    void stop() {
        database.close();
    }

    private void restart() {
        stop();
        start();
    }

    @Test
    void the_first_hello_brings_the_plan_and_the_next_one_nothing_new() {
        Welcome first = placement.hello(fresh("eu-1"), "c-1");
        Plan plan = first.plan().orElseThrow();
        assertThat(plan.assignments()).extracting(Plan.Assignment::journey).containsExactly("browse", "checkout");
        assertThat(plan.epoch()).isEqualTo(START.toEpochMilli());
        assertThat(plan.lease()).isEqualTo(LEASE);
        assertThat(plan.assignments()).allSatisfy(assignment -> {
            assertThat(assignment.notBefore()).isEqualTo(Instant.EPOCH);
            assertThat(assignment.phase()).isLessThan(Duration.ofSeconds(5));
        });
        Welcome next = placement.hello(holding("eu-1", database.id(), plan.epoch()), "c-1");
        assertThat(next.plan()).isEmpty();
        assertThat(next.epoch()).isEqualTo(plan.epoch());
    }

    @Test
    void a_hello_with_the_plan_of_another_store_gets_this_one_and_mutating_journeys_wait_for_its_lease() {
        long epoch = placement.hello(fresh("eu-1"), "c-1").epoch();
        assertThat(placement.hello(holding("eu-1", "s-other", epoch), "c-1").plan())
                .isPresent();
        jobs = List.of();
        placement.replan();
        jobs = List.of(CHECKOUT, BROWSE);
        Plan plan =
                placement.hello(holding("eu-2", "s-other", 17), "c-1").plan().orElseThrow();
        assertThat(plan.epoch()).isGreaterThan(epoch);
        placement.replan();
        assertThat(placement.held())
                .filteredOn(held -> held.job().mutates())
                .extracting(Held::notBefore)
                .containsExactly(START.plus(LEASE));
    }

    @Test
    void results_keep_an_agent_alive_when_its_hello_is_late() {
        placement.hello(fresh("eu-1"), "c-1");
        now = now.plusSeconds(5);
        roster.delivered("eu-1");
        now = now.plusSeconds(5);
        placement.hello(fresh("eu-2"), "c-1");
        assertThat(holders()).containsOnly("eu-1");
    }

    @Test
    void a_silent_agent_loses_its_journeys_to_a_sibling_the_mutating_one_after_its_lease() {
        placement.hello(fresh("eu-1"), "c-1");
        now = now.plusSeconds(2);
        Instant lastWelcome = placement.hello(fresh("eu-1"), "c-1").sentAt();
        now = now.plusSeconds(6);
        Plan plan = placement.hello(fresh("eu-2"), "c-1").plan().orElseThrow();
        assertThat(plan.assignments()).extracting(Plan.Assignment::journey).containsExactly("browse");

        now = lastWelcome.plus(LEASE);
        placement.replan();
        assertThat(placement.hello(fresh("eu-2"), "c-1").plan().orElseThrow().assignments())
                .extracting(Plan.Assignment::journey, Plan.Assignment::notBefore)
                .containsExactly(tuple("browse", Instant.EPOCH), tuple("checkout", lastWelcome.plus(LEASE)));
        assertThat(placement.hello(fresh("eu-1"), "c-1").plan().orElseThrow().assignments())
                .isEmpty();
    }

    @Test
    void an_agent_that_is_back_before_its_lease_is_over_goes_on_with_what_mutates() {
        placement.hello(fresh("eu-1"), "c-1");
        roster.left("eu-1");
        now = now.plusSeconds(8);
        placement.hello(fresh("eu-2"), "c-1");
        now = now.plusSeconds(5);
        assertThat(placement.hello(fresh("eu-1"), "c-1").plan().orElseThrow().assignments())
                .extracting(Plan.Assignment::journey, Plan.Assignment::notBefore)
                .containsExactly(tuple("checkout", Instant.EPOCH));
    }

    @Test
    void an_agent_that_left_the_cluster_is_gone_at_once_and_back_with_its_next_word() {
        placement.hello(fresh("eu-1"), "c-1");
        roster.left("eu-1");
        assertThat(roster.agents().getFirst().live()).isFalse();
        roster.delivered("eu-1");
        assertThat(roster.agents().getFirst().live()).isTrue();
    }

    @Test
    void of_two_processes_with_one_id_the_later_started_is_the_agent() {
        Hello later = hello("eu-1", "boot-2", Optional.empty(), 0, START.minusSeconds(1));
        placement.hello(later, "c-1");
        Hello earlier = hello("eu-1", "boot-1", Optional.empty(), 0, START.minusSeconds(9));
        assertThatThrownBy(() -> placement.hello(earlier, "c-1"))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("another agent called eu-1 started after this one")
                .hasMessageContaining("--id");
    }

    @Test
    void after_a_restart_the_plan_goes_on_under_its_epoch() {
        long epoch = placement.hello(fresh("eu-1"), "c-1").epoch();
        restart();
        placement.replan();
        assertThat(placement.epoch()).isEqualTo(epoch);
        placement.hello(fresh("eu-2"), "c-1");
        assertThat(holders()).containsOnly("eu-1");
        assertThat(placement.hello(holding("eu-1", database.id(), epoch), "c-1").plan())
                .isEmpty();
    }

    @Test
    void after_a_restart_a_holder_that_stays_silent_is_given_its_lease() {
        placement.hello(fresh("eu-1"), "c-1");
        now = now.plusSeconds(30);
        restart();
        Instant restarted = now;
        now = now.plusSeconds(7);
        assertThat(placement.hello(fresh("eu-2"), "c-1").plan().orElseThrow().assignments())
                .extracting(Plan.Assignment::journey)
                .containsExactly("browse");
        now = restarted.plus(LEASE);
        placement.hello(fresh("eu-2"), "c-1");
        assertThat(placement.held()).extracting(Held::agent).containsOnly("eu-2");
    }

    @Test
    void the_epoch_grows_even_when_the_clock_went_back() {
        long epoch = placement.hello(fresh("eu-1"), "c-1").epoch();
        now = now.minusSeconds(3600);
        jobs = List.of(BROWSE);
        placement.replan();
        assertThat(placement.epoch()).isEqualTo(epoch + 1);
    }

    @Test
    void an_agent_of_an_unknown_region_runs_nothing() {
        Hello stranger = new Hello(
                "x-1",
                "mars",
                "0.1.0",
                "boot-1",
                Optional.empty(),
                0,
                now,
                START,
                Optional.empty(),
                fresh("x-1").status());
        assertThat(placement.hello(stranger, "c-1").plan().orElseThrow().assignments())
                .isEmpty();
    }

    private List<String> holders() {
        return placement.held().stream().map(Held::agent).distinct().toList();
    }

    private Hello fresh(String agent) {
        return hello(agent, "boot-1", Optional.empty(), 0, START);
    }

    private Hello holding(String agent, String store, long epoch) {
        return hello(agent, "boot-1", Optional.of(store), epoch, START);
    }

    private Hello hello(String agent, String boot, Optional<String> store, long epoch, Instant startedAt) {
        Hello.Status status = new Hello.Status(0, 0, 0, Optional.empty(), 0, 0, 0);
        return new Hello(agent, "eu-west", "0.1.0", boot, store, epoch, now, startedAt, Optional.empty(), status);
    }
}
