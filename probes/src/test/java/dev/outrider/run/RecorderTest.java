package dev.outrider.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrider.result.Evidence;
import dev.outrider.run.browser.Sight;
import dev.outrider.run.http.Answer;
import dev.outrider.run.http.Budget;
import dev.outrider.run.http.Bytes;
import dev.outrider.run.http.Call;
import dev.outrider.run.http.Headers;
import dev.outrider.run.http.Phases;
import dev.outrider.run.http.Reply;
import dev.outrider.run.http.Url;
import dev.outrider.run.http.Visit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class RecorderTest {
    private static final String SECRET = "s3cret-".repeat(40);

    @Test
    void of_a_long_poll_the_first_and_the_last_exchanges_are_kept() {
        Recorder recorder = new Recorder(new Budget(Long.MAX_VALUE).share());
        recorder.note(0, 1, visit("before"), 0);
        for (int attempt = 1; attempt <= 100; attempt++) {
            recorder.note(1, attempt, visit("poll"), 0);
        }
        assertThat(evidence(recorder).exchanges())
                .extracting(Evidence.Exchange::attempt)
                .containsExactly(1, 1, 2, 3, 4, 5, 6, 95, 96, 97, 98, 99, 100);
    }

    @Test
    void a_body_is_cut_at_64_kib_without_showing_half_of_a_secret() {
        for (int before = (64 << 10) - SECRET.length(); before < 64 << 10; before += 7) {
            Recorder recorder = new Recorder(new Budget(Long.MAX_VALUE).share());
            recorder.note(0, 1, visit("x".repeat(before) + SECRET + "y".repeat(100_000)), 0);
            assertThat(evidence(recorder).exchanges().getFirst().body().orElseThrow())
                    .hasSizeLessThanOrEqualTo(64 << 10)
                    .doesNotContain("s3cret");
        }
    }

    @Test
    void all_bodies_together_have_a_bound_and_the_last_ones_are_kept() {
        Recorder recorder = new Recorder(new Budget(Long.MAX_VALUE).share());
        for (int step = 0; step < 60; step++) {
            recorder.note(step, 1, visit("z".repeat(64 << 10)), 0);
        }
        List<Evidence.Exchange> exchanges = evidence(recorder).exchanges();
        assertThat(exchanges).hasSize(60);
        assertThat(exchanges.getFirst().body()).contains("");
        assertThat(exchanges.getFirst().bodyBytes()).isEqualTo(64 << 10);
        assertThat(exchanges.getLast().body().orElseThrow()).hasSize(64 << 10);
    }

    @Test
    void a_line_of_a_browsers_console_is_cut_without_showing_half_of_a_secret() {
        for (int before = 400 - SECRET.length(); before < 400; before += 7) {
            String line = "x".repeat(before) + SECRET + "y".repeat(1000);
            Recorder recorder = new Recorder(new Budget(Long.MAX_VALUE).share());
            recorder.note(
                    0, 1, new Sight("https://shop.test/", "", Bytes.NONE, List.of(line), List.of(line), List.of()), 0);
            Evidence.View view = evidence(recorder).views().getFirst();
            assertThat(view.console().getFirst()).hasSizeLessThanOrEqualTo(401).doesNotContain("s3cret");
            assertThat(view.failed().getFirst()).hasSizeLessThanOrEqualTo(401).doesNotContain("s3cret");
        }
    }

    private static Evidence evidence(Recorder recorder) {
        Masks masks = new Masks();
        masks.hide(SECRET, "[secret]");
        return recorder.evidence(new Redaction(masks, new Sensitive(Set.of())));
    }

    private static Visit visit(String body) {
        Call call = new Call("GET", Url.parse("https://shop.test/"), Headers.NONE, Bytes.NONE);
        Answer answer = new Answer(200, "OK", Headers.NONE, Bytes.of(body), body.length(), "HTTP/1.1", "127.0.0.1:443");
        Reply reply = new Reply.Answered(answer, Phases.NONE);
        return new Visit(List.of(new Visit.Hop(call, reply)), reply, Map.of());
    }
}
