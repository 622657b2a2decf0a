package dev.outrider.script;

import dev.outrider.source.Problem;
import dev.outrider.source.Similar;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The files that a script refers to: fragments and tables, beside it or from the root. */
final class Library {
    private final Sources sources;
    private final String script;
    private final Set<String> used = new TreeSet<>();

    Library(Sources sources, String script) {
        this.sources = sources;
        this.script = script;
        used.add(script);
    }

    /** All files that were asked for and there, the script included. */
    Set<String> used() {
        return used;
    }

    /** The path of a file; empty when it is not there, and then {@code problems} knows. */
    Optional<String> find(Node.Scalar name, Problems problems) {
        String path = name.text().strip();
        String folder = script.substring(0, script.lastIndexOf('/') + 1);
        for (String candidate : List.of(folder + path, path)) {
            if (sources.text(candidate).isPresent()) {
                used.add(candidate);
                return Optional.of(candidate);
            }
        }
        Problem problem = Problem.error(name.place(), "there is no file '" + path + "'");
        problems.accept(Similar.to(path, sources.files().keySet())
                .map(near -> Problem.error(name.place(), problem.message(), "did you mean '" + near + "'?"))
                .orElseGet(
                        () -> problem.hint("it is looked for beside this script, and in the folder of all scripts")));
        return Optional.empty();
    }

    String text(String path) {
        return sources.text(path).orElseThrow();
    }
}
