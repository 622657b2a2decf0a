package dev.outrider.e2e;

import dev.outrider.dev.Catalog;
import dev.outrider.dev.Child;
import dev.outrider.dev.Http;
import dev.outrider.dev.Install;
import dev.outrider.dev.LocalFleet;
import dev.outrider.dev.Ports;
import dev.outrider.dev.ShopFaults;
import dev.outrider.dev.StartFailed;
import dev.outrider.dev.Stream;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** A fleet of real processes with two agents a region, and what a person would look at while it runs. */
final class TestFleet implements AutoCloseable {
    static final List<String> REGIONS = List.of("eu-west", "us-east", "ap-south");
    static final Duration INTERVAL = Duration.ofSeconds(5);
    /** Eight JVMs on two cores, which may be busy with something else. */
    private static final Duration START = Duration.ofMinutes(3);

    private static final List<String> ALL_UP = List.of("up", "up", "up");

    final LocalFleet fleet;
    final Http http;
    final ShopFaults faults;
    private final Vertx vertx = Vertx.vertx();
    private final Stream stream;
    private final List<Kill> kills = new CopyOnWriteArrayList<>();
    private final List<Stream.Event> events = new CopyOnWriteArrayList<>();

    TestFleet(Path folder, String... coordinatorOptions) {
        this(folder, List.of(), coordinatorOptions);
    }

    TestFleet(Path folder, List<String> shopOptions, String... coordinatorOptions) {
        int shopPort = Ports.free();
        Path catalog =
                Catalog.copy(Install.find().journeys(), folder.resolve("catalog"), "http://127.0.0.1:" + shopPort);
        this.fleet = new LocalFleet(
                Install.find(),
                new LocalFleet.Settings(
                        folder,
                        catalog,
                        Ports.free(),
                        shopPort,
                        REGIONS,
                        List.of(coordinatorOptions),
                        List.of(),
                        shopOptions));
        this.http = new Http(vertx);
        this.faults = new ShopFaults(http, fleet.shopUrl());
        this.stream = Stream.follow(vertx, fleet.url(), events::add);
    }

    /** Everything up, and both journeys passing everywhere; when that fails, nothing is left running. */
    TestFleet started() {
        try {
            fleet.startShop();
            fleet.startCoordinator(Map.of());
            launchAgents();
            await(
                    "every region up",
                    START,
                    () -> regionStates("checkout").equals(ALL_UP)
                            && regionStates("browse").equals(ALL_UP));
            return this;
        } catch (RuntimeException | Error failed) {
            close();
            throw failed;
        }
    }

    void launchAgents() {
        for (String region : REGIONS) {
            fleet.launchAgent(region, region + "-1");
            fleet.launchAgent(region, region + "-2");
        }
    }

    // ---- what the coordinator says ------------------------------------------------------------------------------

    JsonObject overview() {
        return http.get(fleet.url() + "/api/v1/overview?range=1h");
    }

    JsonObject journey(String id) {
        return objects(overview().getJsonArray("journeys")).stream()
                .filter(journey -> journey.getString("id").equals(id))
                .findFirst()
                .orElseThrow(() -> new StartFailed("the overview has no journey " + id));
    }

    String world(String journey) {
        return journey(journey).getString("state");
    }

    List<String> regionStates(String journey) {
        JsonObject regions = journey(journey).getJsonObject("regions");
        return REGIONS.stream()
                .map(region -> regions.getJsonObject(region).getString("state"))
                .toList();
    }

    /** Every stored run of a journey in a region, newest first. */
    List<JsonObject> runs(String journey, String region) {
        List<JsonObject> runs = new ArrayList<>();
        Optional<String> cursor = Optional.of("");
        while (cursor.isPresent()) {
            JsonObject page = http.get("%s/api/v1/journeys/%s/runs?region=%s&limit=500%s"
                    .formatted(fleet.url(), journey, region, cursor.get().isEmpty() ? "" : "&cursor=" + cursor.get()));
            runs.addAll(objects(page.getJsonArray("items")));
            cursor = Optional.ofNullable(page.getString("next"));
        }
        return runs;
    }

    /** The last few runs of a journey in a region, newest first. */
    List<JsonObject> newestRuns(String journey, String region) {
        return objects(http.get("%s/api/v1/journeys/%s/runs?region=%s&limit=5".formatted(fleet.url(), journey, region))
                .getJsonArray("items"));
    }

    JsonObject run(String id) {
        return http.get(fleet.url() + "/api/v1/runs/" + id);
    }

    /** The agent that the plan names for a journey in a region, when one does. */
    Optional<String> holder(String journey, String region) {
        return objects(http.get(fleet.url() + "/api/v1/agents").getJsonArray("items")).stream()
                .filter(agent -> agent.getString("region").equals(region))
                .filter(agent -> objects(agent.getJsonArray("assignments")).stream()
                        .anyMatch(assignment -> assignment.getString("journey").equals(journey)))
                .map(agent -> agent.getString("id"))
                .findFirst();
    }

    /** The global states of a journey in the order in which the live stream told them. */
    List<String> worldTransitions(String journey) {
        return events.stream()
                .filter(event -> event.type().equals("state"))
                .map(Stream.Event::data)
                .filter(state -> state.getString("journey").equals(journey) && state.getString("region") == null)
                .map(state -> state.getString("to"))
                .toList();
    }

    void forgetEvents() {
        events.clear();
    }

    // ---- what the shop saw --------------------------------------------------------------------------------------

    /** Every request that the shop has answered or swallowed. */
    List<JsonObject> shopLog() {
        return shopLogSince(0);
    }

    /** Number of the newest request. */
    long lastRequest() {
        return http.get(fleet.shopUrl() + "/admin/requests?since=" + 999_999_999_999_999L)
                .getLong("last");
    }

    List<JsonObject> shopLogSince(long sequence) {
        List<JsonObject> requests = new ArrayList<>();
        long since = sequence;
        while (true) {
            List<JsonObject> page = objects(
                    http.get(fleet.shopUrl() + "/admin/requests?since=" + since).getJsonArray("items"));
            if (page.isEmpty()) {
                return requests;
            }
            requests.addAll(page);
            since = page.getLast().getLong("seq");
        }
    }

    static List<JsonObject> objects(JsonArray array) {
        return array.stream().map(JsonObject.class::cast).toList();
    }

    // ---- waiting ------------------------------------------------------------------------------------------------

    Duration awaitWorld(String journey, String state, Duration limit) {
        return await(journey + " " + state, limit, () -> world(journey).equals(state));
    }

    /** Looks again and again until it is so; how long that took. Fails with the newest overview when it never is. */
    Duration await(String what, Duration limit, BooleanSupplier condition) {
        Instant started = Instant.now();
        while (!quietly(condition::getAsBoolean, false)) {
            if (Duration.between(started, Instant.now()).compareTo(limit) > 0) {
                throw new AssertionError("not within %s: %s; the overview says %s"
                        .formatted(limit, what, quietly(() -> overview().encode(), "nothing")));
            }
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
        return Duration.between(started, Instant.now());
    }

    /** While processes come and go, no answer is an answer. */
    private static <T> T quietly(Supplier<T> question, T otherwise) {
        try {
            return question.get();
        } catch (StartFailed unreachable) {
            return otherwise;
        }
    }

    /** Kills an agent as {@code kill -9} does, and remembers when. */
    Instant kill(String name) {
        Instant before = Instant.now();
        child(name).kill();
        kills.add(new Kill(name, before));
        return Instant.now();
    }

    /** Whether an agent of the region was killed in [instant, instant + within). */
    boolean killedWithin(String region, Instant instant, Duration within) {
        return kills.stream()
                .anyMatch(kill -> kill.name().startsWith(region)
                        && !kill.at().isBefore(instant)
                        && kill.at().isBefore(instant.plus(within)));
    }

    private record Kill(String name, Instant at) {}

    Child child(String name) {
        return fleet.child(name);
    }

    @Override
    public void close() {
        stream.close();
        fleet.close();
        vertx.close();
    }
}
