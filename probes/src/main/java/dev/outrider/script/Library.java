package dev.outrider.script;

import dev.outrider.source.Problem;
import dev.outrider.source.Similar;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The files that a script refers to: fragments and tables, beside it or from the root. */
final class Library {
    private static final long ATTACHED = 8 << 20;

    private final Sources sources;
    private final String script;
    private final Set<String> used = new TreeSet<>();
    private long attached;

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
        for (String candidate : List.of(Attachments.normal(folder + path), path)) {
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

    /** A file that is sent; empty when it got an error. */
    Optional<String> attachment(Node.Scalar name, Problems problems) {
        Optional<String> content = find(name, problems).map(path -> Attachments.base64(path, text(path)));
        long size = content.map(Attachments::size).orElse(0L);
        if (size > Attachments.LARGEST || (content.isPresent() && isCut(name))) {
            problems.error(name.place(), "a file that is sent has at most 5 MiB");
            return Optional.empty();
        }
        attached += size;
        if (attached > ATTACHED) {
            problems.error(name.place(), "the files that one script sends have at most 8 MiB together");
        }
        return content;
    }

    /** What a file that is sent holds, as text; empty when it is not there, which somebody else has said. */
    String content(Node.Scalar name) {
        return find(name, new Problems())
                .map(path -> Attachments.base64(path, text(path)))
                .map(base64 -> new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8))
                .orElse("");
    }

    /** Of what is kept as text no more is read than a script may have. */
    private boolean isCut(Node.Scalar name) {
        String path = name.text().strip();
        return Sources.isSource(path)
                && used.stream()
                        .filter(each -> each.endsWith(path))
                        .anyMatch(each -> text(each).length() > Yaml.BYTES);
    }

    String text(String path) {
        return sources.text(path).orElseThrow();
    }
}
