package dev.outrider.coordinator.replay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.outrider.source.Position;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A JSON value that knows where it stands. */
sealed interface Json {
    Position at();

    record Fields(Position at, Map<String, Field> fields) implements Json {}

    record Items(Position at, List<Json> items) implements Json {}

    record Text(Position at, String text) implements Json {}

    record Figure(Position at, BigDecimal number) implements Json {}

    record Nothing(Position at) implements Json {}

    record Truth(Position at, boolean truth) implements Json {}

    /**
     * A value under a key.
     *
     * @param at where the key stands
     */
    record Field(Position at, Json value) {}

    /**
     * Reads a text that is one value.
     *
     * @throws Unreadable where it is not JSON
     */
    static Json parse(String text) {
        try (JsonParser parser = new JsonFactory()
                .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                .createParser(text)) {
            parser.nextToken();
            Json value = value(parser);
            if (parser.nextToken() != null) {
                throw new Unreadable(position(parser), "one value, and more follows it");
            }
            return value;
        } catch (JsonProcessingException wrong) {
            throw new Unreadable(position(wrong.getLocation()), "not JSON: " + wrong.getOriginalMessage());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static Json value(JsonParser parser) throws IOException {
        Position at = position(parser);
        JsonToken token = parser.currentToken();
        if (token == null) {
            throw new Unreadable(at, "there is nothing in it");
        }
        return switch (token) {
            case START_OBJECT -> new Fields(at, fields(parser));
            case START_ARRAY -> new Items(at, items(parser));
            case VALUE_STRING -> new Text(at, parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Figure(at, parser.getDecimalValue());
            case VALUE_TRUE -> new Truth(at, true);
            case VALUE_FALSE -> new Truth(at, false);
            case VALUE_NULL -> new Nothing(at);
            case END_OBJECT, END_ARRAY, FIELD_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
                throw new IllegalStateException("the parser stands on " + token);
        };
    }

    private static Map<String, Field> fields(JsonParser parser) throws IOException {
        Map<String, Field> fields = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            Position at = position(parser);
            String name = parser.currentName();
            parser.nextToken();
            fields.put(name, new Field(at, value(parser)));
        }
        return fields;
    }

    private static List<Json> items(JsonParser parser) throws IOException {
        List<Json> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(value(parser));
        }
        return items;
    }

    private static Position position(JsonParser parser) {
        return position(parser.currentTokenLocation());
    }

    private static Position position(JsonLocation location) {
        return new Position(Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()));
    }
}
