package dev.outrider.coordinator.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrider.coordinator.catalog.Watch;
import dev.outrider.coordinator.store.Database;
import dev.outrider.fleet.Hello;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Journeys that act in a browser go where one is. */
class BrowserPlacementTest {
    private static final Instant START = Instant.parse("2026-11-27T12:00:00Z");
    private static final Optional<Set<String>> NOTHING_SAID = Optional.empty();
    private static final Optional<Set<String>> NONE = Optional.of(Set.of());
    private static final Optional<Set<String>> BROWSER = Optional.of(Set.of(Hello.BROWSER, "levitate"));
    private static final Watch BUY = new Watch("buy", "demo");
    private static final Job IN_A_BROWSER = new Job(BUY, "eu-west", "sha-1", Duration.ofMinutes(1), true, true);
    private static final Job BY_HTTP =
            new Job(new Watch("look", "demo"), "eu-west", "sha-2", Duration.ofMinutes(1), false, false);

    @TempDir
    Path data;

    private Instant now = START;
    private Database database;
    private Placement placement;

    @BeforeEach
    void start() {
        database = Database.open(data);
        AgentRoster roster = new AgentRoster(Duration.ofSeconds(6), () -> now);
        Placement.Terms terms = new Placement.Terms(Duration.ofMinutes(2), Duration.ofSeconds(6));
        placement = new Placement(database, () -> List.of(IN_A_BROWSER, BY_HTTP), roster, terms, () -> now);
    }

    @AfterEach
    void stop() {
        database.close();
    }

    @Test
    void what_acts_in_a_browser_is_given_to_an_agent_that_has_one() {
        hello("a", NONE);
        hello("b", BROWSER);
        hello("c", NONE);
        assertThat(holder(BUY)).contains("b");
        assertThat(placement.unrun(BUY, "eu-west")).isEmpty();
    }

    @Test
    void where_no_agent_has_one_nobody_runs_it_and_a_sentence_says_why() {
        hello("a", NONE);
        hello("c", NONE);
        assertThat(holder(BUY)).isEmpty();
        assertThat(placement.unrun(BUY, "eu-west"))
                .contains("it acts in a browser, and no agent of eu-west has one (a, c): run one of the image"
                        + " outrider-agent-browser there, or give the journey 'regions:' that have one");
        assertThat(holder(new Watch("look", "demo"))).isPresent();
        hello("b", BROWSER);
        assertThat(holder(BUY)).contains("b");
        assertThat(placement.unrun(BUY, "eu-west")).isEmpty();
    }

    @Test
    void an_agent_of_a_time_when_none_said_what_it_can_is_given_what_it_was_given_then() {
        hello("a", NOTHING_SAID);
        assertThat(holder(BUY)).contains("a");
        assertThat(placement.unrun(BUY, "eu-west")).isEmpty();
    }

    @Test
    void an_agent_that_lost_its_browser_loses_the_journey_which_waits_for_its_lease() {
        hello("a", BROWSER);
        Instant welcomed = now;
        now = now.plusSeconds(2);
        hello("a", NONE);
        placement.replan();
        assertThat(holder(BUY)).isEmpty();
        now = now.plusSeconds(2);
        hello("b", BROWSER);
        assertThat(placement.held())
                .filteredOn(held -> held.job().equals(IN_A_BROWSER))
                .singleElement()
                .satisfies(held -> assertThat(held.agent()).isEqualTo("b"));
        assertThat(welcomed).isBefore(now);
    }

    @Test
    void after_a_restart_the_plan_is_the_same() {
        hello("b", BROWSER);
        long epoch = placement.epoch();
        stop();
        start();
        hello("b", BROWSER);
        assertThat(placement.epoch()).isEqualTo(epoch);
    }

    private Optional<String> holder(Watch watch) {
        return placement.held().stream()
                .filter(held -> held.job().watch().equals(watch))
                .map(Held::agent)
                .findFirst();
    }

    private void hello(String agent, Optional<Set<String>> can) {
        Hello.Status status = new Hello.Status(0, 0, 0, Optional.empty(), 0, 0, 0);
        placement.hello(
                new Hello(agent, "eu-west", "0.1.0", "boot-1", Optional.empty(), 0, now, START, can, status), "c-1");
    }
}
