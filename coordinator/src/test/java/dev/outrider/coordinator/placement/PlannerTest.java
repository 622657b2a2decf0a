package dev.outrider.coordinator.placement;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outrider.coordinator.catalog.Watch;
import dev.outrider.coordinator.placement.Job.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class PlannerTest {
    private static final Instant FREE = Instant.ofEpochSecond(120);
    private static final Instant UNKNOWN = Instant.ofEpochSecond(77);
    private static final Planner.Leases LEASES = new Leases(Set.of());

    /** @param leased the silent agents that may still run mutating journeys */
    private record Leases(Set<String> leased) implements Planner.Leases {
        @Override
        public boolean holds(String agent) {
            return leased.contains(agent);
        }

        @Override
        public Instant freeFrom(String agent) {
            return FREE;
        }

        @Override
        public Instant unknownFreeFrom() {
            return UNKNOWN;
        }
    }

    @Test
    void journeys_are_spread_over_the_agents_of_a_region() {
        Map<Place, Held> plan = plan(jobs(100, "eu-west"), agents("eu-west", 4), Map.of());
        assertThat(loads(plan).values()).containsExactly(25L, 25L, 25L, 25L);
    }

    @Test
    void a_region_without_agents_has_no_assignments() {
        assertThat(plan(jobs(3, "ap-south"), agents("eu-west", 2), Map.of())).isEmpty();
    }

    @Test
    void a_read_only_journey_of_a_silent_agent_moves_at_once() {
        Map<Place, Held> before = plan(List.of(job("browse", false)), Map.of("eu-1", "eu-west"), Map.of());
        Map<Place, Held> after = plan(List.of(job("browse", false)), Map.of("eu-2", "eu-west"), before);
        assertThat(after.values()).containsExactly(new Held(job("browse", false), "eu-2", Instant.EPOCH));
    }

    @Test
    void while_its_lease_lasts_a_silent_agent_keeps_what_mutates_and_only_that() {
        List<Job> jobs = List.of(job("browse", false), job("checkout", true));
        Map<Place, Held> before = plan(jobs, Map.of("eu-1", "eu-west"), Map.of());
        Map<Place, Held> after =
                Planner.plan(jobs, Map.of("eu-2", "eu-west"), Set.of(), before, new Leases(Set.of("eu-1")));
        assertThat(after.values()).extracting(Held::agent).containsExactly("eu-2", "eu-1");
    }

    @Test
    void a_mutating_journey_moves_when_the_lease_of_its_agent_is_over() {
        Map<Place, Held> before = plan(List.of(job("checkout", true)), Map.of("eu-1", "eu-west"), Map.of());
        assertThat(before.values()).containsExactly(new Held(job("checkout", true), "eu-1", UNKNOWN));
        Map<Place, Held> after = plan(List.of(job("checkout", true)), Map.of("eu-2", "eu-west"), before);
        assertThat(after.values()).containsExactly(new Held(job("checkout", true), "eu-2", FREE));
    }

    @Test
    void a_wait_that_is_under_way_is_not_shortened_by_the_next_move() {
        Instant later = FREE.plusSeconds(60);
        Job checkout = job("checkout", true);
        Map<Place, Held> before = Map.of(checkout.place(), new Held(checkout, "eu-1", later));
        assertThat(plan(List.of(checkout), Map.of("eu-2", "eu-west"), before).values())
                .containsExactly(new Held(checkout, "eu-2", later));
    }

    @Test
    void a_cut_off_agent_keeps_its_journeys_when_there_is_nobody_else() {
        Map<Place, Held> before = plan(jobs(3, "eu-west"), agents("eu-west", 1), Map.of());
        assertThat(plan(jobs(3, "eu-west"), Map.of(), before)).isEqualTo(before);
    }

    @Test
    void a_new_version_stays_with_its_agent_and_a_removed_journey_goes() {
        Map<Place, Held> before = plan(List.of(job("a", true), job("b", true)), agents("eu-west", 2), Map.of());
        Job edited = new Job(new Watch("a", "demo"), "eu-west", "sha-2", Duration.ofMinutes(1), true, false);
        Map<Place, Held> after = plan(List.of(edited), agents("eu-west", 2), before);
        assertThat(after.values()).containsExactly(new Held(edited, holder(before, edited), UNKNOWN));
    }

    @Test
    void an_agent_that_returns_does_not_reshuffle_a_small_region() {
        Map<Place, Held> before = plan(jobs(2, "eu-west"), Map.of("eu-west-1", "eu-west"), Map.of());
        assertThat(plan(jobs(2, "eu-west"), agents("eu-west", 2), before)).isEqualTo(before);
    }

    @Test
    void a_large_imbalance_is_mended_without_moving_what_mutates() {
        List<Job> jobs = new ArrayList<>(jobs(40, "eu-west"));
        IntStream.range(0, 10).forEach(i -> jobs.add(job("mutating-" + i, true)));
        Map<Place, Held> before = plan(jobs, Map.of("eu-west-0", "eu-west"), Map.of());
        Map<Place, Held> after = plan(jobs, agents("eu-west", 2), before);
        Map<String, Long> loads = loads(after);
        assertThat(loads.getOrDefault("eu-west-0", 0L) - loads.getOrDefault("eu-west-1", 0L))
                .isLessThanOrEqualTo(6);
        assertThat(after.values())
                .filteredOn(held -> held.job().mutates())
                .allMatch(held -> held.agent().equals("eu-west-0"));
    }

    @RepeatedTest(100)
    void any_sequence_of_plans_keeps_the_rules(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        Map<Place, Held> plan = Map.of();
        for (int step = 0; step < 12; step++) {
            List<Job> jobs = someJobs(random);
            Map<String, String> agents = someAgents(random);
            Map<Place, Held> next = plan(jobs, agents, plan);
            String as = "seed %d, step %d".formatted(repetition.getCurrentRepetition(), step);
            for (Job job : jobs) {
                check(as, job, plan.get(job.place()), next.get(job.place()), agents);
            }
            assertThat(jobs.stream().map(Job::place)).as(as).containsAll(next.keySet());
            assertThat(plan(jobs, agents, next)).as(as + ": nothing changed").isEqualTo(next);
            plan = next;
        }
    }

    private static void check(
            String as, Job job, @Nullable Held before, @Nullable Held after, Map<String, String> agents) {
        boolean anyone = agents.containsValue(job.region());
        boolean lived = before != null && job.region().equals(agents.get(before.agent()));
        if (after == null) {
            assertThat(anyone || before != null).as(as + ": run nowhere").isFalse();
            return;
        }
        assertThat(after.job()).as(as).isEqualTo(job);
        if (anyone) {
            assertThat(agents.get(after.agent())).as(as + ": lives there").isEqualTo(job.region());
        }
        boolean moved = before != null && !before.agent().equals(after.agent());
        if (moved && job.mutates()) {
            assertThat(lived)
                    .as(as + ": a mutating journey leaves silent agents only")
                    .isFalse();
            assertThat(after.notBefore()).as(as).isAfterOrEqualTo(FREE);
        }
    }

    @RepeatedTest(20)
    void losing_one_agent_moves_only_what_it_had(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        int count = 2 + random.nextInt(20);
        List<Job> jobs = jobs(10 * count, "eu-west");
        Map<String, String> agents = agents("eu-west", count);
        Map<Place, Held> before = plan(jobs, agents, Map.of());
        String lost = "eu-west-" + random.nextInt(count);
        agents.remove(lost);
        Map<Place, Held> after = plan(jobs, agents, before);
        assertThat(after.values())
                .as("seed %d", repetition.getCurrentRepetition())
                .filteredOn(held -> !held.equals(before.get(held.job().place())))
                .hasSize(10)
                .allMatch(held -> holder(before, held.job()).equals(lost));
    }

    private static List<Job> someJobs(Random random) {
        List<Job> jobs = new ArrayList<>();
        for (String region : List.of("eu-west", "us-east")) {
            for (int i = 0; i < 12; i++) {
                if (random.nextInt(10) != 0) {
                    String digest = "sha-" + random.nextInt(2);
                    jobs.add(new Job(
                            new Watch("j" + i, "demo"), region, digest, Duration.ofMinutes(1), i % 3 == 0, false));
                }
            }
        }
        return jobs;
    }

    private static Map<String, String> someAgents(Random random) {
        Map<String, String> agents = new TreeMap<>();
        for (int i = 0; i < 6; i++) {
            if (random.nextBoolean()) {
                agents.put("agent-" + i, i % 2 == 0 ? "eu-west" : "us-east");
            }
        }
        return agents;
    }

    private static Map<Place, Held> plan(List<Job> jobs, Map<String, String> agents, Map<Place, Held> before) {
        return Planner.plan(jobs, agents, Set.of(), before, LEASES);
    }

    private static Job job(String journey, boolean mutates) {
        return new Job(new Watch(journey, "demo"), "eu-west", "sha-1", Duration.ofMinutes(1), mutates, false);
    }

    private static List<Job> jobs(int count, String region) {
        return IntStream.range(0, count)
                .mapToObj(
                        i -> new Job(new Watch("j" + i, "demo"), region, "sha-1", Duration.ofMinutes(1), false, false))
                .sorted(Comparator.comparing(Job::place))
                .toList();
    }

    private static Map<String, String> agents(String region, int count) {
        Map<String, String> agents = new HashMap<>();
        IntStream.range(0, count).forEach(i -> agents.put(region + "-" + i, region));
        return agents;
    }

    private static String holder(Map<Place, Held> plan, Job job) {
        return requireNonNull(plan.get(job.place())).agent();
    }

    private static Map<String, Long> loads(Map<Place, Held> plan) {
        return plan.values().stream().collect(Collectors.groupingBy(Held::agent, Collectors.counting()));
    }
}
