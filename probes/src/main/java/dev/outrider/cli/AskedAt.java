package dev.outrider.cli;

import dev.outrider.journey.Journey;
import dev.outrider.journey.Step;
import dev.outrider.result.RunResult;
import dev.outrider.result.StepResult;
import dev.outrider.script.Compiled;
import dev.outrider.source.Place;
import dev.outrider.source.Position;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where in a script stands what a step asks: what broke there was no expectation, which would have a place of its own. */
final class AskedAt {
    private final Script script;
    private final RunResult run;

    AskedAt(Script script, RunResult run) {
        this.script = script;
        this.run = run;
    }

    /** Of its action, else of the step. */
    Optional<Place> of(StepResult step) {
        int index = run.steps().indexOf(step);
        return journey()
                .flatMap(journey -> Stream.concat(journey.steps().stream(), journey.cleanup().stream())
                        .skip(Math.max(0, index))
                        .findFirst()
                        .map(Step::place)
                        .map(place -> action(place, step)));
    }

    private Optional<Journey> journey() {
        String environment = run.key().environment();
        Compiled compiled = environment.isEmpty() ? script.compiled() : script.compiled(environment);
        return compiled instanceof Compiled.Ready ready
                ? ready.journey(run.key().journey())
                : Optional.empty();
    }

    /** The first word of a request is the key that made it, but where a form was sent. */
    private Place action(Place place, StepResult step) {
        Optional<String> word = step.request().map(request -> request.split(" ", 2)[0]);
        if (word.isEmpty()) {
            return place;
        }
        Pattern key = Pattern.compile("(?:^|[\\s{,-])(" + Pattern.quote(word.get()) + "|submit)\\s*:");
        List<String> lines =
                script.sources().text(place.file()).orElse("").lines().toList();
        int from = place.position().line();
        for (int line = from; line <= lines.size(); line++) {
            String text = lines.get(line - 1);
            int start = line == from ? Math.min(text.length(), place.position().column() - 1) : 0;
            if (line > from && text.matches("\\s*- .*")) {
                return place;
            }
            Matcher found = key.matcher(text);
            if (found.find(start)) {
                int column = text.codePointCount(0, found.start(1)) + 1;
                return new Place(
                        place.file(), new Position(line, column), found.group(1).length());
            }
        }
        return place;
    }
}
