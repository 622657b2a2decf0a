package dev.outrider.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrider.expr.Values;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The schema for editors says the same as the compiler, as far as a schema can. */
class JsonSchemaTest {
    private static final Path PROBES = Path.of(System.getProperty("outrider.root", ".."), "probes");
    private static final Map<?, ?> SCHEMA = (Map<?, ?>) Values.json(JsonSchema.text());

    @Test
    void the_shipped_file_is_the_one_that_the_keys_make() throws IOException {
        Path file = PROBES.resolve("journey.schema.json");
        if (System.getProperty("outrider.golden", "").equals("write")) {
            Files.writeString(file, JsonSchema.text());
        }
        assertThat(Files.readString(file)).isEqualTo(JsonSchema.text());
    }

    static Stream<String> scripts() throws IOException {
        try (Stream<Path> journeys = Files.walk(PROBES.resolve("journeys"));
                Stream<Path> examples = Files.walk(PROBES.resolve("examples"))) {
            return Stream.concat(journeys, examples)
                    .filter(file -> file.toString().endsWith(".yaml"))
                    .map(Path::toString)
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void accepts_what_is_shipped(String file) throws IOException {
        assertThat(complaint(Files.readString(Path.of(file)))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "01-foreign-key",
                "02-misspelt-key",
                "14-duration-without-unit",
                "15-two-actions-and-none",
                "18-literal-secret",
                "23-incomplete-header",
                "41-unknown-kind",
                "50-empty-steps",
                "54-value-of-a-list",
                "56-owner-with-spaces",
                "65-graphql-without-query"
            })
    void refuses_mistakes_of_form_as_the_compiler_does(String name) throws IOException {
        assertThat(complaint(Files.readString(PROBES.resolve("src/test/resources/mistakes/" + name + ".yaml"))))
                .isPresent();
    }

    @Test
    void explains_every_key_that_can_be_written() {
        Map<?, ?> definitions = (Map<?, ?>) member(SCHEMA, "definitions");
        for (Key.Shape shape : Lang.shapes()) {
            Map<?, ?> properties = (Map<?, ?>) member((Map<?, ?>) member(definitions, shape.name()), "properties");
            shape.keys()
                    .forEach(key -> assertThat(member((Map<?, ?>) member(properties, key.name()), "description"))
                            .isEqualTo(key.doc()));
            assertThat(properties).hasSize(shape.keys().size());
        }
    }

    private static Object member(Map<?, ?> map, String name) {
        return Optional.ofNullable((Object) map.get(name)).orElseThrow();
    }

    private static Optional<String> complaint(String script) {
        Node root = Yaml.read("x", script, new Problems()).orElseThrow();
        return check(plain(root), SCHEMA, "");
    }

    private static Object plain(Node node) {
        return switch (node) {
            case Node.Scalar scalar -> Scalars.value(scalar);
            case Node.Sequence list ->
                list.items().stream().map(JsonSchemaTest::plain).toList();
            case Node.Mapping mapping -> {
                Map<String, Object> members = new LinkedHashMap<>();
                mapping.entries().forEach(entry -> members.put(entry.key().text(), plain(entry.value())));
                yield members;
            }
        };
    }

    /** As much of draft 7 as our schema uses; the first thing that is wrong. */
    private static Optional<String> check(Object value, Map<?, ?> schema, String at) {
        return schema.entrySet().stream()
                .map(rule -> rule(String.valueOf(rule.getKey()), rule.getValue(), value, schema, at))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> rule(String name, Object rule, Object value, Map<?, ?> schema, String at) {
        boolean holds = switch (name) {
            case "type" ->
                (rule instanceof List<?> types ? types : List.of(rule)).stream().anyMatch(type -> is(value, type));
            case "pattern" -> !(value instanceof String text) || text.matches(rule.toString());
            case "minItems" -> !(value instanceof List<?> list) || list.size() >= ((Number) rule).intValue();
            case "required" -> !(value instanceof Map<?, ?> map) || map.keySet().containsAll((List<?>) rule);
            case "anyOf" ->
                ((List<?>) rule)
                        .stream()
                                .anyMatch(each ->
                                        check(value, (Map<?, ?>) each, at).isEmpty());
            case "allOf" ->
                ((List<?>) rule)
                        .stream()
                                .allMatch(each ->
                                        check(value, (Map<?, ?>) each, at).isEmpty());
            case "$ref" -> {
                String definition = rule.toString().replace("#/definitions/", "");
                yield check(value, (Map<?, ?>) member((Map<?, ?>) member(SCHEMA, "definitions"), definition), at)
                        .isEmpty();
            }
            case "if" -> {
                String branch = check(value, (Map<?, ?>) rule, at).isEmpty() ? "then" : "else";
                yield check(value, (Map<?, ?>) member(schema, branch), at).isEmpty();
            }
            case "items" ->
                !(value instanceof List<?> list)
                        || list.stream()
                                .allMatch(item ->
                                        check(item, (Map<?, ?>) rule, at).isEmpty());
            case "properties" -> properties(value, (Map<?, ?>) rule, at);
            case "additionalProperties" -> additional(value, rule, schema, at);
            default -> true;
        };
        return holds ? Optional.empty() : Optional.of(at + ": " + name + " " + rule + " does not hold for " + value);
    }

    private static boolean properties(Object value, Map<?, ?> properties, String at) {
        return !(value instanceof Map<?, ?> map)
                || map.entrySet().stream()
                        .filter(member -> properties.containsKey(member.getKey()))
                        .allMatch(member -> check(
                                        member.getValue(),
                                        (Map<?, ?>) member(
                                                properties, member.getKey().toString()),
                                        at + "/" + member.getKey())
                                .isEmpty());
    }

    private static boolean additional(Object value, Object rule, Map<?, ?> schema, String at) {
        Object known = schema.get("properties");
        return !(value instanceof Map<?, ?> map)
                || map.entrySet().stream()
                        .filter(member -> !(known instanceof Map<?, ?> names) || !names.containsKey(member.getKey()))
                        .allMatch(member -> rule instanceof Map<?, ?> each
                                && check(member.getValue(), each, at + "/" + member.getKey())
                                        .isEmpty());
    }

    private static boolean is(Object value, Object type) {
        return switch (type.toString()) {
            case "object" -> value instanceof Map;
            case "array" -> value instanceof List;
            case "string" -> value instanceof String;
            case "boolean" -> value instanceof Boolean;
            case "integer" -> value instanceof Long;
            case "number" -> value instanceof Number;
            default -> throw new IllegalArgumentException("no type " + type);
        };
    }
}
