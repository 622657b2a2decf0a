package dev.outrider.script;

import dev.outrider.expr.Values;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads an {@code environment:} file. */
final class EnvironmentReader {
    private static final String NAME = "[A-Za-z_][A-Za-z0-9_]{0,63}";

    private final Problems problems;

    EnvironmentReader(Problems problems) {
        this.problems = problems;
    }

    /** What a file that may be broken is called: as it says, else as the file. */
    static String name(String file, String text) {
        String own = file.substring(file.lastIndexOf('/') + 1).replaceFirst("\\.ya?ml$", "");
        return Yaml.read(file, text, problem -> {})
                .flatMap(root -> root instanceof Node.Mapping mapping ? mapping.get("environment") : Optional.empty())
                .map(value -> value instanceof Node.Scalar name ? name.text().strip() : own)
                .orElse(own);
    }

    /** Empty when it is not one, or got an error. */
    Optional<Environment> read(String file, String text) {
        int before = problems.errors();
        return Yaml.read(file, text, problems)
                .flatMap(root -> read(root))
                .filter(environment -> problems.errors() == before);
    }

    Optional<Environment> read(Node root) {
        Fields fields = Fields.of(root, Lang.shape("environment"), FileKind.place(root), problems);
        ReachReader reach = new ReachReader(problems);
        Map<String, Environment.Region> regions = new LinkedHashMap<>();
        for (Node.Entry entry : fields.members("regions")) {
            Fields region =
                    Fields.of(entry.value(), Lang.shape("region"), entry.key().place(), problems);
            regions.put(entry.key().text(), new Environment.Region(vars(region), secrets(region), reach.read(region)));
        }
        Reach common = reach.read(fields);
        return fields.text("environment")
                .map(name -> new Environment(name, vars(fields), secrets(fields), regions, common));
    }

    private Map<String, Object> vars(Fields fields) {
        Map<String, Object> vars = new LinkedHashMap<>();
        for (Node.Entry entry : fields.members("vars")) {
            Object value = Scalars.value((Node.Scalar) entry.value());
            if (isName(entry) && value.equals(Values.NULL)) {
                problems.error(entry.value().place(), "'" + entry.key().text() + "' has no value", "write '' for none");
            } else {
                vars.put(entry.key().text(), value);
            }
        }
        return vars;
    }

    private Map<String, SecretRef> secrets(Fields fields) {
        Map<String, SecretRef> secrets = new LinkedHashMap<>();
        for (Node.Entry entry : fields.members("secrets")) {
            Node.Scalar value = (Node.Scalar) entry.value();
            if (isName(entry)) {
                References.read(entry.key().text(), value, problems)
                        .ifPresent(found -> secrets.put(entry.key().text(), found));
            }
        }
        return secrets;
    }

    private boolean isName(Node.Entry entry) {
        boolean is = entry.key().text().matches(NAME);
        if (!is) {
            problems.error(
                    entry.key().place(),
                    "a name is made of letters, digits and '_'",
                    "expressions could not read this one");
        }
        return is;
    }
}
