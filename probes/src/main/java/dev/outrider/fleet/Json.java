package dev.outrider.fleet;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON as trees of maps, lists, strings, longs, doubles and truth values; bounded, so that poison stays small. */
final class Json {
    private static final JsonFactory FACTORY = ((JsonFactoryBuilder) JsonFactory.builder())
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(32)
                    .maxNumberLength(40)
                    .maxStringLength(8 << 20)
                    .maxNameLength(4096)
                    .build())
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private Json() {}

    static byte[] write(Map<String, ?> object) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        try (JsonGenerator out = FACTORY.createGenerator(bytes)) {
            write(out, object);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /** Throws {@link Malformed} on anything but one JSON object within the bounds. */
    static Map<String, Object> read(byte[] bytes, int offset, int length) {
        try (JsonParser in = FACTORY.createParser(bytes, offset, length)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                throw new Malformed("not a JSON object");
            }
            Map<String, Object> object = object(in);
            if (in.nextToken() != null) {
                throw new Malformed("something follows the JSON object");
            }
            return object;
        } catch (IOException broken) {
            throw new Malformed("not JSON: "
                    + String.valueOf(broken.getMessage()).lines().findFirst().orElse(""));
        }
    }

    private static void write(JsonGenerator out, @Nullable Object value) throws IOException {
        switch (value) {
            case Map<?, ?> object -> {
                out.writeStartObject();
                for (Map.Entry<?, ?> member : object.entrySet()) {
                    out.writeFieldName(wellFormed((String) member.getKey()));
                    write(out, member.getValue());
                }
                out.writeEndObject();
            }
            case List<?> items -> {
                out.writeStartArray();
                for (Object item : items) {
                    write(out, item);
                }
                out.writeEndArray();
            }
            case String text -> out.writeString(wellFormed(text));
            case Long number -> out.writeNumber(number);
            case Integer number -> out.writeNumber(number);
            case Double number -> out.writeNumber(number);
            case Boolean flag -> out.writeBoolean(flag);
            case null -> throw new IllegalArgumentException("null on the wire");
            default -> throw new IllegalArgumentException("a " + value.getClass() + " on the wire");
        }
    }

    /** A body that was cut inside a character ends in half a surrogate pair, which UTF-8 cannot say. */
    private static String wellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return text.codePoints()
                        .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
            }
        }
        return text;
    }

    private static Map<String, Object> object(JsonParser in) throws IOException {
        Map<String, Object> object = new LinkedHashMap<>();
        for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
            Object value = value(in, in.nextToken());
            if (value != null && object.put(name, value) != null) {
                throw new Malformed("'" + name + "' stands twice in one object");
            }
        }
        return object;
    }

    private static List<Object> items(JsonParser in) throws IOException {
        List<Object> items = new ArrayList<>();
        for (JsonToken token = in.nextToken(); token != JsonToken.END_ARRAY; token = in.nextToken()) {
            Object value = value(in, token);
            if (value == null) {
                throw new Malformed("null in a list");
            }
            items.add(value);
        }
        return items;
    }

    /** Null for JSON's null: in an object that is the same as a member that is not there. */
    private static @Nullable Object value(JsonParser in, @Nullable JsonToken token) throws IOException {
        return switch (token) {
            case START_OBJECT -> object(in);
            case START_ARRAY -> items(in);
            case VALUE_STRING -> in.getText();
            case VALUE_NUMBER_INT -> in.getLongValue();
            case VALUE_NUMBER_FLOAT -> in.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            case null, default -> throw new Malformed("the JSON ends too early");
        };
    }
}
