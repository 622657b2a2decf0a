package dev.outrider.coordinator.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** JSON as it must stay: {@code -Dgolden.write=true} writes the files anew, for a change that is meant. */
final class Golden {
    private static final Path FOLDER = Path.of("src/test/resources/golden/api");

    private Golden() {}

    static void check(String name, JsonObject actual) throws IOException {
        Path file = FOLDER.resolve(name + ".json");
        String text = actual.encodePrettily() + "\n";
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(file, text);
        }
        assertThat(text).as(file.toString()).isEqualTo(Files.readString(file));
    }
}
