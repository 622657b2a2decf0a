package dev.outrider.script;

import dev.outrider.source.Place;
import dev.outrider.source.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The problems of one script, as they are found. */
final class Problems implements Consumer<Problem> {
    /** More would not be read. */
    private static final int MOST = 200;

    private final List<Problem> found = new ArrayList<>();

    @Override
    public void accept(Problem problem) {
        if (found.size() < MOST && !found.contains(problem)) {
            found.add(problem);
        }
    }

    /** One mistake that shows in many places: told at the first. */
    void once(Problem problem) {
        if (found.stream().noneMatch(each -> each.message().equals(problem.message()))) {
            accept(problem);
        }
    }

    /** Whether something on this line is masked already. */
    boolean masks(Place place) {
        return found.stream()
                .filter(Problem::masked)
                .map(Problem::place)
                .anyMatch(each -> each.file().equals(place.file())
                        && each.position().line() == place.position().line());
    }

    void error(Place place, String message) {
        accept(Problem.error(place, message));
    }

    void error(Place place, String message, String label) {
        accept(Problem.error(place, message, label));
    }

    void error(Place place, String message, String label, String hint) {
        accept(Problem.error(place, message, label).hint(hint));
    }

    int errors() {
        return (int) found.stream().filter(Problem::isError).count();
    }

    /** In the order of reading. */
    List<Problem> sorted() {
        return found.stream().sorted(Problem.BY_PLACE).toList();
    }
}
