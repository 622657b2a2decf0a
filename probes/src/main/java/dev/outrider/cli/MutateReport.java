package dev.outrider.cli;

import dev.outrider.expr.Values;
import dev.outrider.mutate.Found;
import dev.outrider.mutate.Found.Remedy;
import dev.outrider.mutate.Found.Survivor;
import dev.outrider.mutate.Found.Told;
import dev.outrider.mutate.Found.Unread;
import dev.outrider.result.Outcome;
import dev.outrider.result.RunResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What came of lying to a journey, for a person or for a program. */
record MutateReport(String journey, String file, Found found) {
    private static final int VALUES = 8;

    String text() {
        return printable(
                switch (found) {
                    case Found.NotHttp(String step) ->
                        "%s: '%s' asks by something else than HTTP, and only answers by HTTP can be played again"
                                .formatted(journey, step);
                    case Found.NotPassed(RunResult run) ->
                        "%s: did not pass, so there is nothing to lie about: %s%n  see: outrider run %s"
                                .formatted(journey, why(run), file);
                    case Found.Unsteady(RunResult replay) ->
                        "%s: passed, but its own answers did not pass a second time: %s%n  Nothing is said about lies. What it expects hangs on something that was not in the answers, a time for example."
                                .formatted(journey, why(replay));
                    case Told told -> text(told);
                });
    }

    /** Names in a target's answer must not move a terminal's cursor. */
    private static String printable(String text) {
        return text.replaceAll("[\\p{Cntrl}&&[^\n]]", "\uFFFD");
    }

    private static String why(RunResult run) {
        return switch (run.outcome()) {
            case Outcome.Passed passed -> "pass";
            case Outcome.Degraded(List<String> reasons, boolean slow) -> "degraded: " + String.join("; ", reasons);
            case Outcome.Failed(Outcome.Fault fault, String detail) -> "fail: " + detail;
            case Outcome.Errored(Outcome.Trouble trouble, String detail) -> "error: " + detail;
            case Outcome.Skipped(String reason) -> "skipped: " + reason;
        };
    }

    private String text(Told told) {
        StringBuilder out = new StringBuilder();
        Map<String, List<Survivor>> steps = told.survivors().stream()
                .collect(Collectors.groupingBy(Survivor::step, LinkedHashMap::new, Collectors.toList()));
        steps.forEach((step, survivors) -> {
            out.append("%s  %s:%d%n".formatted(step, file, survivors.getFirst().line()));
            survivors.stream()
                    .collect(Collectors.groupingBy(Survivor::remedy, LinkedHashMap::new, Collectors.toList()))
                    .forEach((remedy, lies) -> survived(out, lies, remedy));
        });
        if (!told.unread().isEmpty()) {
            out.append("nobody looks at (missing, or of another type, it would pass; not counted):%n".formatted());
            told.unread().forEach(unread -> unread(out, unread));
        }
        return out.append(summary(told)).toString();
    }

    /** Lies that one thing would catch. */
    private static void survived(StringBuilder out, List<Survivor> lies, Optional<Remedy> remedy) {
        lies.forEach(lie -> out.append(
                "  ✕ %s%s%n".formatted(lie.lie(), lie.error() ? " (ends in an error of the journey's own)" : "")));
        String step = lies.getFirst().step();
        out.append("      %s%n"
                .formatted(
                        remedy.map(found -> line(found, step)).orElse("nothing simple was found that would catch it")));
    }

    private static String line(Remedy remedy, String step) {
        String where = remedy.step().equals(step) ? "" : "  at '" + remedy.step() + "'";
        return remedy.key() + ": " + remedy.text() + where;
    }

    private static void unread(StringBuilder out, Unread unread) {
        List<String> values = unread.values();
        String more = values.size() > VALUES ? " and %d more".formatted(values.size() - VALUES) : "";
        out.append("  %s: %s%s%n"
                .formatted(unread.step(), String.join(", ", values.subList(0, Math.min(VALUES, values.size()))), more));
        unread.remedies().forEach(remedy -> out.append("      %s%n".formatted(line(remedy, unread.step()))));
    }

    private String summary(Told told) {
        int passed = told.survivors().size();
        int unread = told.lies() - told.noticed() - told.untold() - passed;
        return "%s  %s: %d lies, %d noticed, %d passed%s%s"
                .formatted(
                        passed == 0 ? "PASS" : "FAIL",
                        journey,
                        told.lies(),
                        told.noticed(),
                        passed,
                        some(unread, "about values that nobody looks at"),
                        some(told.untold(), "led where nothing was recorded"));
    }

    private static String some(int count, String what) {
        return count == 0 ? "" : ", " + count + " " + what;
    }

    String json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("journey", journey);
        switch (found) {
            case Found.NotHttp(String step) -> json.put("notHttp", step);
            case Found.NotPassed(RunResult run) -> json.put("notPassed", why(run));
            case Found.Unsteady(RunResult replay) -> json.put("unsteady", why(replay));
            case Told told -> {
                json.put("lies", told.lies());
                json.put("noticed", told.noticed());
                json.put("untold", told.untold());
                json.put(
                        "survivors",
                        told.survivors().stream().map(MutateReport::json).toList());
                json.put(
                        "unread", told.unread().stream().map(MutateReport::json).toList());
            }
        }
        return Values.toJson(json);
    }

    private static Map<String, Object> json(Survivor survivor) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("step", survivor.step());
        json.put("line", survivor.line());
        json.put("kind", survivor.kind());
        json.put("lie", survivor.lie());
        json.put("error", survivor.error());
        json.put("remedy", json(survivor.remedy()));
        return json;
    }

    private static Object json(Optional<Remedy> remedy) {
        return remedy.<Object>map(MutateReport::json).orElse(Values.NULL);
    }

    private static Map<String, Object> json(Remedy remedy) {
        return Map.of("step", remedy.step(), "key", remedy.key(), "text", remedy.text());
    }

    private static Map<String, Object> json(Unread unread) {
        return Map.of(
                "step", unread.step(),
                "line", unread.line(),
                "values", unread.values(),
                "remedies", unread.remedies().stream().map(MutateReport::json).toList());
    }
}
