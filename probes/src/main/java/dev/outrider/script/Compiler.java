package dev.outrider.script;

import dev.outrider.journey.Journey;
import dev.outrider.source.Place;
import dev.outrider.source.Position;
import dev.outrider.source.Similar;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Makes journeys of scripts. Takes milliseconds a script: never on an event loop. */
public final class Compiler {
    private Compiler() {}

    /**
     * Compiles a file of any kind.
     *
     * @param path of the script in {@code sources}
     * @param environment whose values it reads; when empty it must work in all that are there, and runs in none
     */
    public static Compiled compile(Sources sources, String path, Optional<String> environment) {
        return compile(sources, path, environment, () -> Environments.near(path, sources));
    }

    /** @param near the environments that it can see */
    static Compiled compile(Sources sources, String path, Optional<String> environment, Supplier<Environments> near) {
        Problems problems = new Problems();
        Optional<String> text = sources.text(path);
        if (text.isEmpty()) {
            problems.error(new Place(path, Position.START, 1), "there is no file " + path);
            return new Compiled.Rejected(problems.sorted());
        }
        Optional<Node> root = Yaml.read(path, text.get(), problems);
        Optional<String> kind = root.flatMap(node -> FileKind.of(node, problems));
        Optional<Compiled> compiled = kind.map(found -> switch (found) {
            case "journey", "checks" ->
                script(new Library(sources, path), near.get(), root.orElseThrow(), found, environment, problems);
            case "environment" -> environment(path, root.orElseThrow(), problems);
            default -> fragment(new Library(sources, path), near.get(), root.orElseThrow(), problems);
        });
        return compiled.orElseGet(() -> new Compiled.Rejected(problems.sorted()));
    }

    private static Compiled script(
            Library library,
            Environments all,
            Node root,
            String kind,
            Optional<String> environment,
            Problems problems) {
        Wanted wanted = environment.map(all::named).orElseGet(() -> all.of(root));
        all.problems().forEach(problems);
        all.complainOfUnknown(root, environment.isPresent(), problems);
        environment.filter(name -> !all.names().contains(name)).ifPresent(name -> unknown(name, all, root, problems));
        List<Journey> journeys = new ScriptReader(root, kind, wanted, library, problems).read();
        Environment chosen =
                environment.isPresent() ? wanted.all().stream().findFirst().orElse(Environment.NONE) : Environment.NONE;
        return finished(journeys, chosen, problems, library.used());
    }

    private static void unknown(String name, Environments all, Node root, Problems problems) {
        String label = Similar.to(name, all.names())
                .map(near -> "did you mean '" + near + "'?")
                .orElse("");
        problems.error(
                FileKind.place(root),
                "there is no environment '" + name + "'",
                label,
                all.names().isEmpty()
                        ? "add environments/" + name + ".yaml with 'environment: " + name + "'"
                        : "there are: " + String.join(", ", all.names()));
    }

    private static Compiled environment(String path, Node root, Problems problems) {
        Optional<Environment> environment = new EnvironmentReader(problems).read(root);
        return finished(List.of(), environment.orElse(Environment.NONE), problems, Set.of(path));
    }

    private static Compiled fragment(Library library, Environments all, Node root, Problems problems) {
        FragmentReader.check(root, all.of(root), library, problems);
        return finished(List.of(), Environment.NONE, problems, library.used());
    }

    private static Compiled finished(
            List<Journey> journeys, Environment environment, Problems problems, Set<String> files) {
        return problems.errors() > 0
                ? new Compiled.Rejected(problems.sorted())
                : new Compiled.Ready(journeys, environment, problems.sorted(), files);
    }
}
