package dev.outrider.script;

import dev.outrider.source.Problem;
import dev.outrider.source.Similar;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The environments that a script can see: those of the nearest folder {@code environments} beside or above it. */
final class Environments {
    private static final String FOLDER = "environments/";

    private final Map<String, Environment> byPath;
    private final List<Problem> problems;

    private Environments(Map<String, Environment> byPath, List<Problem> problems) {
        this.byPath = byPath;
        this.problems = problems;
    }

    static Environments near(String script, Sources sources) {
        String folder = script.substring(0, script.lastIndexOf('/') + 1);
        while (true) {
            Map<String, String> files = in(folder + FOLDER, sources);
            if (!files.isEmpty() || folder.isEmpty()) {
                return read(files);
            }
            folder = folder.substring(0, folder.lastIndexOf('/', folder.length() - 2) + 1);
        }
    }

    private static Map<String, String> in(String folder, Sources sources) {
        return sources.files().entrySet().stream()
                .filter(file -> file.getKey().startsWith(folder))
                .filter(file -> file.getKey().indexOf('/', folder.length()) < 0)
                .filter(file -> file.getKey().matches(".*\\.ya?ml"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, TreeMap::new));
    }

    private static Environments read(Map<String, String> files) {
        Map<String, Environment> byPath = new LinkedHashMap<>();
        Problems problems = new Problems();
        files.forEach((path, text) -> new EnvironmentReader(problems)
                .read(path, text)
                .ifPresent(environment -> byPath.put(path, environment)));
        return new Environments(byPath, problems.sorted());
    }

    /** What is wrong with their files. */
    List<Problem> problems() {
        return problems;
    }

    Set<String> names() {
        return byPath.values().stream().map(Environment::name).collect(Collectors.toCollection(TreeSet::new));
    }

    /** By the path of its file; empty when there is none of this name. */
    Map<String, Environment> named(String name) {
        return only(Set.of(name));
    }

    /** Those that a script names, else all. */
    Map<String, Environment> of(Node script) {
        List<Node.Scalar> named = namedBy(script);
        return named.isEmpty()
                ? byPath
                : only(named.stream().map(Node.Scalar::text).collect(Collectors.toSet()));
    }

    private static List<Node.Scalar> namedBy(Node script) {
        Optional<Node> key = script instanceof Node.Mapping mapping ? mapping.get("environments") : Optional.empty();
        return key.stream()
                .flatMap(value -> switch (value) {
                    case Node.Scalar scalar -> Stream.of(scalar);
                    case Node.Sequence list ->
                        list.items().stream()
                                .filter(Node.Scalar.class::isInstance)
                                .map(Node.Scalar.class::cast);
                    case Node.Mapping wrong -> Stream.empty();
                })
                .toList();
    }

    /** A bundle brings one environment only; where there are several, every name must be one of them. */
    void complainOfUnknown(Node script, Problems problems) {
        for (Node.Scalar name : byPath.size() > 1 ? namedBy(script) : List.<Node.Scalar>of()) {
            if (!names().contains(name.text())) {
                String label = Similar.to(name.text(), names())
                        .map(near -> "did you mean '" + near + "'?")
                        .orElse("");
                problems.error(
                        name.place(),
                        "there is no environment '" + name.text() + "'",
                        label,
                        "there are: " + String.join(", ", names()));
            }
        }
    }

    private Map<String, Environment> only(Set<String> names) {
        Map<String, Environment> found = new LinkedHashMap<>();
        byPath.forEach((path, environment) -> {
            if (names.contains(environment.name())) {
                found.put(path, environment);
            }
        });
        return found;
    }
}
