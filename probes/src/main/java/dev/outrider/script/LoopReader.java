package dev.outrider.script;

import dev.outrider.expr.Scope;
import dev.outrider.expr.Values;
import dev.outrider.journey.Step;
import dev.outrider.source.Similar;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads {@code forEach: row in data.table}: the steps inside once a row, with the row as a constant. */
final class LoopReader {
    private final Setting setting;
    private Scope known;

    LoopReader(Setting setting, Scope known) {
        this.setting = setting;
        this.known = known;
    }

    Scope known() {
        return known;
    }

    List<Step> read(Fields fields) {
        String[] words = fields.text("forEach").orElseThrow().split("\\s+in\\s+data\\.", 2);
        String row = words[0];
        Map<String, List<Map<String, Object>>> tables = setting.tables().rows();
        if (!tables.containsKey(words[1])) {
            setting.problems()
                    .error(
                            fields.valuePlace("forEach"),
                            "there is no table '" + words[1] + "'",
                            Similar.to(words[1], tables.keySet())
                                    .map(near -> "did you mean '" + near + "'?")
                                    .orElse("add it to 'data' in the header"),
                            "data: { " + words[1] + ": [{ sku: A1 }, { sku: B2 }] }");
            return List.of();
        }
        if (known.type(row).isPresent() || Reserved.TAKEN.contains(row)) {
            setting.problems().error(fields.valuePlace("forEach"), "'" + row + "' already means something here");
            return List.of();
        }
        List<Step> steps = new ArrayList<>();
        for (Map<String, Object> each : tables.getOrDefault(words[1], List.of())) {
            steps.addAll(round(fields, row, words[1], each));
        }
        known = known.without(row, new Scope.Absence("'" + row + "' only exists in the steps of its forEach", "", ""));
        return steps;
    }

    private List<Step> round(Fields fields, String row, String table, Map<String, Object> values) {
        String title =
                setting.title() + fields.text("name").map(name -> name + " / ").orElse("");
        String label =
                setting.row() + " [" + Values.text(values.values().iterator().next()) + "]";
        Setting inside = setting.in(setting.phrases().with(row, values), title, label);
        StepReader reader =
                new StepReader(inside, known.with(row, setting.tables().rowType(table)));
        List<Step> steps = new ArrayList<>();
        fields.items("steps").forEach(item -> steps.addAll(reader.read(item)));
        known = reader.known();
        return steps;
    }
}
