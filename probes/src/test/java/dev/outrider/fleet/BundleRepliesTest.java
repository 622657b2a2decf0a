package dev.outrider.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class BundleRepliesTest {
    private static final long ROOM = 4 << 20;

    private final Map<String, Bundle> store = new TreeMap<>();

    @Test
    void as_many_as_make_a_message_come_in_the_order_in_which_they_were_asked_for() {
        List<String> digests = List.of("c", "a", "b");
        digests.forEach(digest -> keep(digest, 600 << 10));
        assertThat(asked(digests).bundles()).extracting(Bundle::digest).containsExactly("c");
        digests.forEach(digest -> keep(digest, 400 << 10));
        assertThat(asked(digests).bundles()).extracting(Bundle::digest).containsExactly("c", "a");
    }

    @Test
    void one_that_is_larger_than_a_message_should_be_comes_alone() {
        keep("large", 3 << 20);
        keep("small", 10);
        assertThat(asked(List.of("large", "small")).bundles())
                .extracting(Bundle::digest)
                .containsExactly("large");
    }

    @Test
    void one_that_the_agent_has_no_room_for_is_refused_with_a_sentence_and_holds_up_nobody() {
        keep("huge", 5 << 20);
        keep("small", 10);
        BundleReply reply = asked(List.of("gone", "huge", "small"));
        assertThat(reply.bundles()).extracting(Bundle::digest).containsExactly("small");
        assertThat(reply.refused())
                .containsEntry("gone", "this store has no bundle gone")
                .containsEntry(
                        "huge",
                        "it is made of 5,120 KiB of files, and the agent's heap has room for 4,096 KiB in one journey: "
                                + "send smaller files, or start the agent with more (-Xmx)");
    }

    private void keep(String digest, int length) {
        store.put(digest, new Bundle(digest, "j", "e", "s", Map.of("s", "x".repeat(length))));
    }

    private BundleReply asked(List<String> digests) {
        return BundleReplies.to(new BundleRequest(digests, ROOM), digest -> Optional.ofNullable(store.get(digest)));
    }
}
