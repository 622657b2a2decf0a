package dev.outrider.agent.assignment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrider.fleet.Bundle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ScriptsTest {
    private static final Room LARGE = Room.of(64 << 20);

    @TempDir
    Path folder;

    @Test
    void bundles_that_differ_in_the_values_of_their_environment_only_are_compiled_once() {
        Scripts scripts = scripts(LARGE);
        List<Bundle> bundles = Catalog.bundles(1, 2);
        Script.Ready one = ready(scripts, bundles.getFirst());
        Script.Ready other = ready(scripts, bundles.getLast());
        assertThat(scripts.compiled()).isEqualTo(1);
        assertThat(other.journey()).isSameAs(one.journey());
        assertThat(one.environment().vars()).containsEntry("shop", "http://127.0.0.1:8000");
        assertThat(other.environment().vars()).containsEntry("shop", "http://127.0.0.1:8001");
    }

    @Test
    void what_has_no_room_is_compiled_again_when_it_is_due() {
        Scripts scripts = scripts(new Room(1, 1 << 20, 1));
        List<Bundle> bundles =
                List.of(Catalog.bundles(1, 1).getFirst(), Catalog.bundles(2, 1).getFirst());
        for (int round = 0; round < 3; round++) {
            bundles.forEach(
                    bundle -> assertThat(ready(scripts, bundle).journey().id()).isEqualTo(bundle.journey()));
        }
        assertThat(scripts.compiled()).isEqualTo(6);
    }

    @Test
    void ten_thousand_bundles_of_a_thousand_scripts_take_no_more_than_their_room() {
        long room = 1 << 20;
        Scripts scripts = scripts(new Room(room, 1 << 20, 1));
        List<String> digests = new ArrayList<>();
        for (int journey = 0; journey < 1_000; journey++) {
            List<Bundle> bundles = Catalog.bundles(journey, 10);
            assertThat(scripts.accept(bundles)).isTrue();
            bundles.forEach(bundle -> digests.add(bundle.digest()));
        }
        for (String digest : digests) {
            assertThat(scripts.of(Catalog.assignment(digest))).isInstanceOf(Script.Ready.class);
        }
        // The ten environments of a script follow each other here, so that each script is compiled once.
        assertThat(scripts.compiled()).isEqualTo(1_000);
        assertThat(scripts.taken()).isBetween(room / 2, room);
    }

    @Test
    void a_bundle_that_is_refused_says_why_until_it_comes() {
        Scripts scripts = scripts(LARGE);
        Bundle bundle = Catalog.bundles(1, 1).getFirst();
        scripts.refuse(bundle.digest(), "the agent's heap has no room");
        assertThat(scripts.of(Catalog.assignment(bundle.digest())))
                .isEqualTo(new Script.Unfit(
                        "its bundle has not come from the coordinator yet: the agent's heap has no room"));
        assertThat(ready(scripts, bundle).journey().id()).isEqualTo("j1");
    }

    @Test
    void what_no_plan_needs_is_forgotten() {
        Scripts scripts = scripts(LARGE);
        Bundle kept = Catalog.bundles(1, 1).getFirst();
        Bundle gone = Catalog.bundles(2, 1).getFirst();
        ready(scripts, kept);
        ready(scripts, gone);
        scripts.forgetAllBut(new HashSet<>(List.of(kept.digest())));
        assertThat(scripts.has(kept.digest())).isTrue();
        assertThat(scripts.of(Catalog.assignment(gone.digest()))).isInstanceOf(Script.Unfit.class);
    }

    private Scripts scripts(Room room) {
        return new Scripts(new BundleFiles(folder), room);
    }

    private static Script.Ready ready(Scripts scripts, Bundle bundle) {
        scripts.accept(List.of(bundle));
        return (Script.Ready) scripts.of(Catalog.assignment(bundle.digest()));
    }
}
