package dev.outrider.coordinator.api;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Serves the pages over the fixture, for whoever works on them: the first argument is a port. */
final class FixtureMain {
    private FixtureMain() {}

    public static void main(String[] args) throws Exception {
        Meters meters = new Meters();
        Vertx vertx = meters.vertx(new VertxOptions()).build();
        Live live = new Live(vertx, InstantSource.fixed(Fixture.NOW), "b1");
        Check check = new Check("database", Optional::empty);
        Api api = new Api(vertx, new Fixture(), live, meters, Fixture.TRACES, List.of(check));
        int port = api.listen("127.0.0.1", Integer.parseInt(args[0])).await(5, TimeUnit.SECONDS);
        System.out.println("ready: http://127.0.0.1:" + port);
    }
}
