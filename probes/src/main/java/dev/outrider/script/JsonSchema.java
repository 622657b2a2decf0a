package dev.outrider.script;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.outrider.script.Key.Form;
import dev.outrider.script.Key.Shape;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The schema by which editors complete and explain keys, made of {@link Lang}. Draft 7, because the YAML language server
 * reads no later one; {@code if}/{@code then}/{@code else} on the key that names the kind, because {@code oneOf} makes one
 * mistake sixteen messages.
 */
public final class JsonSchema {
    private static final List<String> SCALAR = List.of("string", "number", "boolean");

    private JsonSchema() {}

    /** The schema as text, the same for the same version. */
    public static String text() {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = new JsonFactory().createGenerator(text).useDefaultPrettyPrinter()) {
            write(schema(), out);
        } catch (IOException memoryNeverFails) {
            throw new UncheckedIOException(memoryNeverFails);
        }
        return text + "\n";
    }

    private static Map<String, Object> schema() {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", "http://json-schema.org/draft-07/schema#");
        schema.put("title", "Outrider scripts");
        schema.put("type", "object");
        Map<String, Object> kinds = new LinkedHashMap<>();
        Lang.KINDS.forEach(kind -> kinds.put(
                kind,
                Map.of("description", Lang.shape(kind).key(kind).orElseThrow().doc())));
        schema.put("properties", kinds);
        schema.putAll(choice(Lang.KINDS));
        Map<String, Object> definitions = new LinkedHashMap<>();
        Lang.shapes().forEach(shape -> definitions.put(shape.name(), definition(shape)));
        schema.put("definitions", definitions);
        return schema;
    }

    private static Map<String, Object> choice(List<String> kinds) {
        Map<String, Object> choice = new LinkedHashMap<>();
        String kind = kinds.getFirst();
        choice.put("if", Map.of("required", List.of(kind)));
        choice.put("then", reference(kind));
        choice.put(
                "else",
                kinds.size() > 1
                        ? choice(kinds.subList(1, kinds.size()))
                        : Map.of(
                                "anyOf",
                                Lang.KINDS.stream()
                                        .map(each -> Map.of("required", List.of(each)))
                                        .toList()));
        return choice;
    }

    private static Map<String, Object> definition(Shape shape) {
        Map<String, Object> properties = new LinkedHashMap<>();
        shape.keys().forEach(key -> properties.put(key.name(), property(key)));
        Map<String, Object> definition = new LinkedHashMap<>();
        definition.put("type", "object");
        definition.put("additionalProperties", false);
        definition.put("properties", properties);
        List<String> required =
                shape.keys().stream().filter(Key::required).map(Key::name).toList();
        if (!required.isEmpty()) {
            definition.put("required", required);
        }
        if (shape.name().equals("step")) {
            definition.put(
                    "anyOf",
                    Stream.concat(Lang.ACTIONS.stream().map(List::of), Stream.of(List.of("poll", "steps")))
                            .map(keys -> Map.of("required", keys))
                            .toList());
        }
        return definition;
    }

    private static Map<String, Object> property(Key key) {
        Map<String, Object> property = new LinkedHashMap<>(new TreeMap<>(form(key.form(), key.shape())));
        property.put("description", key.doc());
        if (!key.form().example().isEmpty() && key.form().isScalar()) {
            property.put("examples", List.of(key.form().example().split(" or ", -1)));
        }
        return property;
    }

    private static Map<String, Object> form(Form form, String shape) {
        return switch (form) {
            case SLUG, DURATION, PERCENT, SCHEDULE, BUDGET, RECORD, STARTTLS, TRANSPORT, HOURS, SIZE, LOOP, URL ->
                one(form, List.of("string"));
            case COUNT -> one(form, List.of("integer", "string"));
            case QUORUM -> one(form, List.of("integer", "string"));
            case TRUTH -> Map.of("type", "boolean");
            case TEXT, TEMPLATE, CONDITION -> Map.of("type", SCALAR);
            case SLUGS, WORDS, CONDITIONS -> oneOrMany(form);
            case EXPRESSIONS, TEMPLATES, VALUES -> each(Map.of("type", SCALAR));
            case SIGNATURE -> Map.of("anyOf", List.of(each(Map.of("type", SCALAR)), Map.of("type", "string")));
            case PARTS -> each(parts(shape));
            case SECRETS -> each(Map.of("type", "string", "pattern", "^(env|file):.+$"));
            case TEXT_OR_OBJECT, DOCUMENT -> Map.of("anyOf", List.of(Map.of("type", "string"), reference(shape)));
            case OFF_OR_OBJECT -> Map.of("anyOf", List.of(one(form, List.of("string", "boolean")), reference(shape)));
            case COUNT_OR_OBJECT -> Map.of("anyOf", List.of(one(form, List.of("integer", "string")), reference(shape)));
            case ANY -> Map.of();
            // A reference beside which something stands is not looked at in draft 7: hence the list of one.
            case OBJECT -> Map.of("allOf", List.of(reference(shape)));
            case OBJECTS -> Map.of("type", "array", "minItems", 1, "items", reference(shape));
            case NAMED -> each(reference(shape));
            case TABLES -> each(Map.of("type", List.of("array", "string")));
        };
    }

    private static Map<String, Object> one(Form form, List<String> types) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("type", types.size() == 1 ? types.getFirst() : types);
        if (!form.pattern().isEmpty()) {
            one.put("pattern", "^(" + form.pattern() + ")$");
            one.put("patternErrorMessage", form.word() + ", for example " + form.example());
        }
        return one;
    }

    private static Map<String, Object> oneOrMany(Form form) {
        Map<String, Object> one = form.pattern().isEmpty() ? Map.of("type", SCALAR) : one(form, List.of("string"));
        return Map.of("anyOf", List.of(Map.of("type", "array", "minItems", 1, "items", one), one));
    }

    private static Map<String, Object> parts(String shape) {
        Map<String, Object> one = Map.of("anyOf", List.of(Map.of("type", SCALAR), reference(shape)));
        return Map.of(
                "anyOf", List.of(Map.of("type", SCALAR), reference(shape), Map.of("type", "array", "items", one)));
    }

    private static Map<String, Object> each(Map<String, Object> value) {
        return Map.of("type", "object", "additionalProperties", value);
    }

    private static Map<String, Object> reference(String shape) {
        return Map.of("$ref", "#/definitions/" + shape);
    }

    /** Maps made by {@link Map#of} have no order of their own: theirs is the alphabet's. */
    private static void write(Object value, JsonGenerator out) throws IOException {
        switch (value) {
            case LinkedHashMap<?, ?> map -> writeMembers(map, out);
            case Map<?, ?> map -> writeMembers(new TreeMap<>(map), out);
            case List<?> list -> {
                out.writeStartArray();
                for (Object item : list) {
                    write(item, out);
                }
                out.writeEndArray();
            }
            case Boolean truth -> out.writeBoolean(truth);
            case Integer number -> out.writeNumber(number);
            default -> out.writeString(value.toString());
        }
    }

    private static void writeMembers(Map<?, ?> map, JsonGenerator out) throws IOException {
        out.writeStartObject();
        for (Map.Entry<?, ?> member : map.entrySet()) {
            out.writeFieldName(member.getKey().toString());
            write(member.getValue(), out);
        }
        out.writeEndObject();
    }
}
