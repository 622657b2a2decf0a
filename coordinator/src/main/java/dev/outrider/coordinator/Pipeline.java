package dev.outrider.coordinator;

import dev.outrider.cli.HostPort;
import dev.outrider.coordinator.api.Api;
import dev.outrider.coordinator.api.Check;
import dev.outrider.coordinator.api.Live;
import dev.outrider.coordinator.api.Meters;
import dev.outrider.coordinator.api.Views;
import dev.outrider.coordinator.catalog.Catalog;
import dev.outrider.coordinator.catalog.CatalogFolder;
import dev.outrider.coordinator.ingest.Arrival;
import dev.outrider.coordinator.ingest.Ingest;
import dev.outrider.coordinator.ingest.Slots;
import dev.outrider.coordinator.placement.AgentRoster;
import dev.outrider.coordinator.placement.Job;
import dev.outrider.coordinator.placement.Placement;
import dev.outrider.coordinator.store.Database;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The wiring of a coordinator, in the order in which the data flows; parts are closed in the opposite order. */
final class Pipeline implements AutoCloseable {
    private static final Duration CATALOG = Duration.ofSeconds(1);
    private static final Duration SILENCE = Duration.ofMillis(500);
    private static final Duration ELDER = Duration.ofSeconds(5);
    private static final long LIMIT_SECONDS = 20;
    private static final Logger log = LoggerFactory.getLogger(Pipeline.class);

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final CompletableFuture<RuntimeException> end = new CompletableFuture<>();
    private String url = "";

    private Pipeline() {}

    /**
     * Serves when it returns.
     *
     * @throws RuntimeException of the part that could not start, with a sentence; nothing is left open
     */
    static Pipeline start(CoordinatorConfig config, InstantSource clock) {
        Pipeline pipeline = new Pipeline();
        try (Stages stages = Stages.begin(clock)) {
            pipeline.wire(config, clock, stages);
            return pipeline;
        } catch (RuntimeException failed) {
            pipeline.close();
            throw failed;
        }
    }

    private void wire(CoordinatorConfig config, InstantSource clock, Stages stages) {
        Ports.check(config.http(), "--http");
        Ports.check(config.cluster(), "--cluster");
        stages.next("opening the store in " + config.data());
        Database database = open(Database.open(config.data()));
        var _ = database.lost().thenAccept(end::complete);

        stages.next("reading the catalog in " + config.catalog());
        Catalog catalog = new Catalog(database, config.judging(), clock);
        CatalogFolder folder = new CatalogFolder(config.catalog(), config.judging(), catalog);
        read(folder, config);

        AgentRoster roster = new AgentRoster(config.agentTimeout(), clock);
        Placement placement = new Placement(database, () -> Job.of(catalog), roster, config.terms(), clock);

        Meters meters = new Meters();
        Vertx vertx = meters.vertx(new VertxOptions()).build();
        closing(() -> await(vertx.close()));
        String boot = Long.toString(clock.millis(), 36);
        Live live = open(new Live(vertx, clock, boot));

        stages.next("reckoning states from the stored results");
        History history = open(History.open(database, catalog, live, clock));
        catalog.onChange(() -> {
            history.rule(catalog);
            placement.replan();
            live.catalog(catalog.mistakes().size());
        });
        Ingest ingest = open(new Ingest(database, Slots.of(catalog::interval), clock, fresh -> {
            history.accept(fresh);
            fresh.stream().map(Arrival::summary).forEach(live::run);
            fresh.stream().map(Arrival::summary).forEach(meters::ingested);
        }));

        String id = "c-" + Long.toUnsignedString(RandomGenerator.getDefault().nextLong(), 36);
        FleetDesk desk = new FleetDesk(id, catalog, roster, placement, ingest);
        stages.next("joining the cluster as " + config.cluster());
        Fleet fleet = open(Fleet.join(config, id, database.id(), roster, desk));

        stages.next("opening the API and the pages at " + config.http());
        Listings listings = new Listings(catalog, config.environments().size() == 1);
        Views views = new StoredViews(database.id(), boot, catalog, listings, roster, placement, history, clock);
        Api api =
                new Api(vertx, views, live, meters, config.traceLink(), List.of(new Check("store", database::trouble)));
        closing(() -> await(api.close()));
        int port = await(api.listen(config.http().host(), config.http().port()));
        url = "http://" + new HostPort(config.http().host(), port);

        AgentNews news = new AgentNews(roster, placement, live);
        open(Every.start(CATALOG, "read the catalog", folder::look));
        open(Every.start(SILENCE, "place what silent agents had", placement::replan));
        open(Every.start(SILENCE, "tell of agents", news::tell));
        open(Every.start(
                ELDER, "look for other coordinators", () -> fleet.elder().ifPresent(end::complete)));
    }

    private static void read(CatalogFolder folder, CoordinatorConfig config) {
        try {
            folder.open();
        } catch (UncheckedIOException failed) {
            throw new CoordinatorException(
                    "the catalog in %s cannot be read (%s); give --catalog the directory of the journeys"
                            .formatted(config.catalog(), failed.getMessage()),
                    failed);
        }
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.await(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException late) {
            throw new CoordinatorException("the HTTP side took longer than %d s".formatted(LIMIT_SECONDS), late);
        }
    }

    /** To be closed with the rest. */
    private <T extends AutoCloseable> T open(T part) {
        parts.push(part);
        return part;
    }

    private void closing(Runnable last) {
        parts.push(last::run);
    }

    /** Where the API and the pages are. */
    String url() {
        return url;
    }

    /** Completes when this coordinator must end by itself, with the reason. */
    CompletableFuture<RuntimeException> end() {
        return end;
    }

    @Override
    public synchronized void close() {
        while (!parts.isEmpty()) {
            AutoCloseable part = parts.pop();
            try {
                part.close();
            } catch (Exception failed) {
                log.warn("{} did not close: {}", part.getClass().getSimpleName(), failed.getMessage());
            }
        }
    }
}
