package dev.outrider.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A broken journey file is pushed into the catalog. */
final class BadCatalog {
    private BadCatalog() {}

    static void aBrokenFileIsNamedAndTheLastGoodVersionGoesOn(TestFleet fleet) throws IOException {
        Path file = fleet.fleet.settings().catalog().resolve("browse.journey.yaml");
        String good = Files.readString(file);
        Files.writeString(file, good.replaceFirst("\\n( +)expect:", "\n$1expct:"));

        fleet.await(
                "the problem is told",
                Duration.ofSeconds(15),
                () -> !problems(fleet).isEmpty());
        JsonObject problem = problems(fleet).getFirst();
        assertThat(problem.getString("file")).endsWith("browse.journey.yaml");
        assertThat(problem.getInteger("line")).isPositive();
        assertThat(problem.getInteger("column")).isPositive();
        assertThat(problem.encode()).contains("expct").contains("did you mean 'expect'");

        String newest = fleet.newestRuns("browse", "eu-west").getFirst().getString("id");
        fleet.await(
                "browse goes on",
                Duration.ofSeconds(20),
                () -> !fleet.newestRuns("browse", "eu-west")
                        .getFirst()
                        .getString("id")
                        .equals(newest));
        Files.writeString(file, good);
        fleet.await(
                "the problem is gone",
                Duration.ofSeconds(15),
                () -> problems(fleet).isEmpty());
        assertThat(fleet.world("browse")).isEqualTo("up");
    }

    private static List<JsonObject> problems(TestFleet fleet) {
        return TestFleet.objects(
                fleet.http.get(fleet.fleet.url() + "/api/v1/journeys").getJsonArray("problems"));
    }
}
