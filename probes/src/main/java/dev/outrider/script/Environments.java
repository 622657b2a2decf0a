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
    private final Set<String> broken;
    private final List<Problem> problems;

    /** @param broken names of those whose files got an error */
    private Environments(Map<String, Environment> byPath, Set<String> broken, List<Problem> problems) {
        this.byPath = byPath;
        this.broken = broken;
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
        Set<String> broken = new TreeSet<>();
        Problems problems = new Problems();
        files.forEach((path, text) -> new EnvironmentReader(problems)
                .read(path, text)
                .ifPresentOrElse(
                        environment -> byPath.put(path, environment),
                        () -> broken.add(EnvironmentReader.name(path, text))));
        return new Environments(byPath, broken, problems.sorted());
    }

    /** What is wrong with their files. */
    List<Problem> problems() {
        return problems;
    }

    /** Also of those whose files are broken. */
    Set<String> names() {
        Set<String> names = new TreeSet<>(broken);
        byPath.values().forEach(environment -> names.add(environment.name()));
        return names;
    }

    /** The one of this name; that there is none, or that it is broken, is told elsewhere. */
    Wanted named(String name) {
        Map<String, Environment> found = only(Set.of(name));
        return new Wanted(found, !found.isEmpty());
    }

    /** Those that a script names, else all. */
    Wanted of(Node script) {
        Set<String> named = namedBy(script).stream().map(Node.Scalar::text).collect(Collectors.toSet());
        if (named.isEmpty()) {
            return new Wanted(byPath, broken.isEmpty());
        }
        Map<String, Environment> found = only(named);
        boolean told = found.isEmpty() && !names().isEmpty();
        return new Wanted(found, !told && named.stream().noneMatch(broken::contains));
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

    /**
     * A bundle brings one environment only; where there are several, every name must be one of them.
     *
     * @param asked whether it is to work in one, which another place looks for
     */
    void complainOfUnknown(Node script, boolean asked, Problems problems) {
        List<Node.Scalar> named = namedBy(script);
        boolean none = !asked && named.stream().map(Node.Scalar::text).noneMatch(names()::contains);
        boolean all = names().size() > 1 || (none && !names().isEmpty());
        for (Node.Scalar name : all ? named : List.<Node.Scalar>of()) {
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
