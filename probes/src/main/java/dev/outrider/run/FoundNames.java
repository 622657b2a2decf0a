package dev.outrider.run;

import dev.outrider.expr.Names;
import dev.outrider.expr.Values;
import dev.outrider.result.Timings;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the expressions of a step can read once a question that is not HTTP was answered.
 *
 * @param kind of the question, which is also the name of its answer
 */
record FoundNames(Names run, String kind, Object answer, Timings timings) implements Evidenced {
    static FoundNames of(Names run, String kind, Map<String, Object> fields, Timings timings) {
        return new FoundNames(run, kind, Values.struct(fields), timings);
    }

    @Override
    public @Nullable Object get(String name) {
        if (name.equals("timing")) {
            return Values.timing(AnswerNames.phases(timings));
        }
        return name.equals(kind) ? answer : run.get(name);
    }

    @Override
    public boolean missedRest() {
        return false;
    }
}
