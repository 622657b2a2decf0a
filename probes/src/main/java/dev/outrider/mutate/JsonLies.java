package dev.outrider.mutate;

import dev.outrider.expr.Values;
import dev.outrider.mutate.Lie.Answers;
import dev.outrider.mutate.Lie.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Lies about single values of a JSON answer. */
final class JsonLies {
    private static final Pattern MONEY = Pattern.compile("(?i).*(price|total|amount|cost|costs|sum|fee|balance)$");

    private final Truth truth;
    private final Object json;
    private final Elsewhere elsewhere;
    private final int seed;
    private final List<Lie> lies = new ArrayList<>();

    private JsonLies(Truth truth, Object json, Elsewhere elsewhere, int seed) {
        this.truth = truth;
        this.json = json;
        this.elsewhere = elsewhere;
        this.seed = seed;
    }

    static List<Lie> of(Truth truth, Elsewhere elsewhere, int seed) {
        return truth.json()
                .map(json -> new JsonLies(truth, json, elsewhere, seed).lies())
                .orElse(List.of());
    }

    private List<Lie> lies() {
        for (JsonPath path : JsonPath.in(json)) {
            path.first(json).filter(value -> !value.equals(Values.NULL)).ifPresent(value -> about(path, value));
        }
        return lies;
    }

    private void about(JsonPath path, Object value) {
        switch (value) {
            case List<?> items -> {
                if (!items.isEmpty()) {
                    add(path, Kind.EMPTY_LIST, "is empty", _ -> Optional.of(List.of()));
                }
                add(path, Kind.WRONG_TYPE, "is null", _ -> Optional.of(Values.NULL));
            }
            case Map<?, ?> members -> {
                if (!path.isItem()) {
                    add(path, Kind.WRONG_TYPE, "is null", _ -> Optional.of(Values.NULL));
                }
            }
            case Number number -> number(path, number);
            default -> add(path, Kind.WRONG_TYPE, "is null", _ -> Optional.of(Values.NULL));
        }
        if (Ids.isId(path.name(), value) && elsewhere.knows(truth, Values.text(value))) {
            add(path, Kind.OTHER_ID, "is another", old -> old.map(id -> Ids.other(id, seed)));
        }
        if (!path.isItem()) {
            add(path, Kind.MISSING, "is missing", _ -> Optional.empty());
        }
    }

    private void number(JsonPath path, Number number) {
        if (number.doubleValue() != 0 && MONEY.matcher(path.name()).matches()) {
            add(path, Kind.PRICE_ZERO, "is 0", _ -> Optional.of(0L));
        }
        add(path, Kind.WRONG_TYPE, "is a text", _ -> Optional.of("n/a"));
    }

    private void add(JsonPath path, Kind kind, String how, UnaryOperator<Optional<Object>> change) {
        Object told = path.with(json, change);
        if (!told.equals(json)) {
            lies.add(new Lie(
                    truth.index(),
                    truth.last(),
                    kind,
                    path.text() + " " + how,
                    path,
                    new Answers(truth.saying(Values.toJson(told)))));
        }
    }
}
