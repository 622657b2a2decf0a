package dev.outrider.coordinator.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrider.coordinator.catalog.Watch;
import dev.outrider.coordinator.timeline.Transition;
import dev.outrider.coordinator.verdict.RegionState;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.parsetools.RecordParser;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StreamTest {
    private static final Transition DOWN = new Transition(
            new Watch("checkout", "production"),
            Optional.of("eu-west"),
            RegionState.UP,
            RegionState.DOWN,
            Fixture.NOW,
            Fixture.NOW);

    private Served served;
    private HttpClient client;

    @BeforeEach
    void serve() throws Exception {
        served = new Served(new Fixture());
        client = served.vertx.createHttpClient();
    }

    @AfterEach
    void stop() throws Exception {
        served.stop();
    }

    /** Events as they come, each with its lines. */
    private BlockingQueue<String> listen(String query, Optional<String> lastId) throws Exception {
        BlockingQueue<String> events = new LinkedBlockingQueue<>();
        HttpClientRequest request = client.request(HttpMethod.GET, served.port, "127.0.0.1", "/api/v1/stream" + query)
                .await(5, TimeUnit.SECONDS);
        lastId.ifPresent(id -> request.putHeader("Last-Event-ID", id));
        // Before it is sent: the first events may come with the head, and wait for nobody.
        Future<HttpClientResponse> answered = request.response()
                .onSuccess(r -> r.handler(RecordParser.newDelimited("\n\n", event -> events.add(event.toString()))));
        request.end().await(5, TimeUnit.SECONDS);
        HttpClientResponse response = answered.await(5, TimeUnit.SECONDS);
        assertThat(response.getHeader("Content-Type")).isEqualTo("text/event-stream");
        assertThat(next(events)).isEqualTo("retry: 2000");
        return events;
    }

    private static String next(BlockingQueue<String> events) throws InterruptedException {
        String event = events.poll(5, TimeUnit.SECONDS);
        assertThat(event).as("an event within 5 s").isNotNull();
        return String.valueOf(event);
    }

    @Test
    void what_happens_is_told_in_order_with_ids() throws Exception {
        BlockingQueue<String> events = listen("", Optional.empty());
        assertThat(next(events)).startsWith("id: b1-0\nevent: hello\n");
        served.live.state(DOWN);
        served.live.run(FixtureRuns.summary("checkout", "eu-west", true, Fixture.NOW));
        served.live.agents(5, 6);
        served.live.catalog(1);
        assertThat(next(events)).isEqualTo("""
                        id: b1-1
                        event: state
                        data: {"journey":"checkout","environment":"production","region":"eu-west","from":"up","to":"down",\
                        "since":"2026-11-27T12:04:31Z","at":"2026-11-27T12:04:31Z"}""");
        assertThat(next(events)).startsWith("id: b1-2\nevent: run\n").contains("\"failedStep\":\"pay\"");
        assertThat(next(events)).isEqualTo("id: b1-3\nevent: agents\ndata: {\"live\":5,\"known\":6}");
        assertThat(next(events)).isEqualTo("id: b1-4\nevent: catalog\ndata: {\"problems\":1}");
    }

    @Test
    void who_comes_back_is_told_what_was_missed_and_no_more() throws Exception {
        IntStream.range(0, 42).forEach(i -> served.live.catalog(i));
        BlockingQueue<String> events = listen("", Optional.of("b1-41"));
        served.live.agents(5, 6);
        assertThat(next(events)).startsWith("id: b1-42\nevent: catalog\n");
        assertThat(next(events)).startsWith("id: b1-43\nevent: agents\n");
    }

    @Test
    void who_comes_from_before_a_restart_is_told_to_ask_again() throws Exception {
        served.live.catalog(0);
        BlockingQueue<String> events = listen("", Optional.of("b0-99"));
        assertThat(next(events)).startsWith("id: b1-1\nevent: reset\n").contains("\"boot\":\"b1\"");
    }

    @Test
    void only_the_topics_that_were_asked_for_are_told() throws Exception {
        BlockingQueue<String> events = listen("?topics=state,catalog", Optional.empty());
        next(events);
        served.live.agents(5, 6);
        served.live.state(DOWN);
        assertThat(next(events)).startsWith("id: b1-2\nevent: state\n");
    }

    @Test
    void every_listener_hears_everything_and_is_forgotten_when_it_goes() throws Exception {
        List<BlockingQueue<String>> all = List.of(listen("", Optional.empty()), listen("", Optional.empty()));
        served.live.catalog(3);
        for (BlockingQueue<String> events : all) {
            next(events);
            assertThat(next(events)).contains("{\"problems\":3}");
        }
        assertThat(served.live.listeners()).isEqualTo(2);
        client.close().await(5, TimeUnit.SECONDS);
        assertThat(heard(0)).isTrue();
    }

    /** Asks again and again, at most five seconds, how many listen. */
    private boolean heard(int listeners) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        while (served.live.listeners() != listeners && System.nanoTime() < end) {
            served.get("/healthz/live");
        }
        return served.live.listeners() == listeners;
    }
}
