package dev.outrider.desk.draft;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrider.desk.recording.Har;
import dev.outrider.desk.recording.Unreadable;
import dev.outrider.script.Compiler;
import dev.outrider.script.Sources;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** Whatever is missing from a recording, or broken in it: what is made of it is sound, or it is refused in words. */
class AnyRecordingTest {
    private static final Path HAR =
            Path.of(System.getProperty("outrider.root", ".."), "probes/src/test/resources/recordings/storefront.har");

    @RepeatedTest(40)
    void a_draft_of_any_part_of_a_recording_compiles(RepetitionInfo repetition) throws IOException {
        Random random = new Random(repetition.getCurrentRepetition());
        JsonObject log = new JsonObject(Files.readString(HAR)).getJsonObject("log");
        JsonArray some = new JsonArray();
        for (int i = 0; i < log.getJsonArray("entries").size(); i++) {
            if (random.nextInt(3) > 0) {
                some.add(log.getJsonArray("entries").getJsonObject(i));
            }
        }
        sound(new JsonObject().put("log", log.copy().put("entries", some)).encode());
    }

    @RepeatedTest(40)
    void a_recording_whose_texts_are_damaged_makes_a_sound_draft(RepetitionInfo repetition) throws IOException {
        Random random = new Random(repetition.getCurrentRepetition());
        JsonObject har = new JsonObject(Files.readString(HAR));
        sound(((JsonObject) damaged(har, random)).encode());
    }

    /** One text in twenty has a few strange characters in it. */
    private static Object damaged(Object value, Random random) {
        return switch (value) {
            case JsonObject object -> {
                JsonObject copy = new JsonObject();
                object.forEach(member -> copy.put(member.getKey(), damaged(member.getValue(), random)));
                yield copy;
            }
            case JsonArray array -> {
                JsonArray copy = new JsonArray();
                array.forEach(item -> copy.add(damaged(item, random)));
                yield copy;
            }
            case String text when !text.isEmpty() && random.nextInt(20) == 0 -> damaged(text, random);
            default -> value;
        };
    }

    private static String damaged(String text, Random random) {
        String strange = "\"{}[]:,'<>$%\\\u0000\u0007\n#é|&=?/ ";
        StringBuilder damaged = new StringBuilder(text);
        for (int i = 0; i < 4; i++) {
            damaged.setCharAt(random.nextInt(damaged.length()), strange.charAt(random.nextInt(strange.length())));
        }
        return damaged.toString();
    }

    @RepeatedTest(20)
    void a_file_that_is_damaged_is_refused_in_words_or_makes_a_sound_draft(RepetitionInfo repetition)
            throws IOException {
        Random random = new Random(repetition.getCurrentRepetition());
        String har = Files.readString(HAR);
        int at = random.nextInt(har.length());
        try {
            sound(har.substring(0, at) + har.substring(Math.min(har.length(), at + random.nextInt(50))));
        } catch (Unreadable inWords) {
            assertThat(inWords).hasMessageStartingWith("this is not a HAR");
        }
    }

    private static void sound(String har) {
        Wish wish = new Wish("any", "team-shop", "recorded", Set.of(), "a test");
        Drafting.of(Har.read(har), wish).ifPresent(draft -> {
            Sources sources = new Sources(Map.of(
                    "x.journey.yaml", draft.journey(), "environments/recorded.yaml", draft.environment("recorded")));
            assertThat(Compiler.compile(sources, "x.journey.yaml", Optional.of("recorded"))
                            .problems())
                    .as(draft.journey())
                    // Part of a recording may change things and take nothing back: then that is told, and right.
                    .filteredOn(problem -> !problem.message().startsWith("this changes something"))
                    .isEmpty();
        });
    }
}
