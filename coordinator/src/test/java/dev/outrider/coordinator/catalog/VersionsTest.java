package dev.outrider.coordinator.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrider.journey.Quorum;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class VersionsTest {
    private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");
    private static final Watch CHECKOUT = new Watch("checkout", "demo");
    private static final Versions NONE = Versions.from(List.of());

    @Test
    void an_edit_ends_one_version_and_begins_the_next_at_the_same_instant() {
        Versions first = NONE.to(Map.of(CHECKOUT, version("v1")), NOON).after();
        Versions.Change edit = first.to(Map.of(CHECKOUT, version("v2")), NOON.plusSeconds(60));
        assertThat(edit.ended()).extracting(Version::to).containsExactly(Optional.of(NOON.plusSeconds(60)));
        assertThat(edit.begun()).extracting(Version::from).containsExactly(NOON.plusSeconds(60));
        assertThat(edit.after().of(CHECKOUT)).extracting(Version::digest).containsExactly("v1", "v2");
    }

    @Test
    void nothing_changes_while_nothing_changes() {
        Versions first = NONE.to(Map.of(CHECKOUT, version("v1")), NOON).after();
        Versions.Change same = first.to(Map.of(CHECKOUT, version("v1")), NOON.plusSeconds(60));
        assertThat(same.isNone()).isTrue();
        assertThat(same.after()).isEqualTo(first);
    }

    @Test
    void a_removed_journey_is_off_and_a_returned_one_begins_anew() {
        Versions first = NONE.to(Map.of(CHECKOUT, version("v1")), NOON).after();
        Versions off = first.to(Map.of(), NOON.plusSeconds(60)).after();
        assertThat(off.inForce(CHECKOUT)).isEmpty();
        Versions back =
                off.to(Map.of(CHECKOUT, version("v1")), NOON.plusSeconds(90)).after();
        assertThat(back.of(CHECKOUT)).extracting(Version::from).containsExactly(NOON, NOON.plusSeconds(90));
        assertThat(back.of(CHECKOUT).getFirst().to()).contains(NOON.plusSeconds(60));
    }

    @RepeatedTest(50)
    void whatever_happens_no_two_versions_of_a_journey_overlap(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        Versions versions = NONE;
        for (int i = 0; i < 30; i++) {
            Map<Watch, Version> wanted = new HashMap<>();
            if (random.nextInt(4) != 0) {
                wanted.put(CHECKOUT, version("v" + random.nextInt(3)));
            }
            Instant now = NOON.plusMillis(random.nextInt(1000) - 300);
            versions = versions.to(wanted, now).after();
            assertThat(versions.inForce(CHECKOUT).map(Version::digest))
                    .isEqualTo(Optional.ofNullable(wanted.get(CHECKOUT)).map(Version::digest));
        }
        List<Version> all = versions.of(CHECKOUT);
        for (int i = 1; i < all.size(); i++) {
            assertThat(all.get(i - 1).to())
                    .as("seed %d", repetition.getCurrentRepetition())
                    .hasValueSatisfying(to -> assertThat(to).isAfter(all.get(0).from()));
            assertThat(all.get(i).from())
                    .as("seed %d", repetition.getCurrentRepetition())
                    .isAfterOrEqualTo(all.get(i - 1).to().orElseThrow());
        }
    }

    private static Version version(String digest) {
        Duration minute = Duration.ofMinutes(1);
        return new Version(
                CHECKOUT,
                digest,
                Instant.EPOCH,
                Optional.empty(),
                minute,
                List.of("eu-west"),
                new Quorum.Majority(),
                2,
                2,
                minute.multipliedBy(3));
    }
}
