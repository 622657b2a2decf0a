package dev.outrider.desk.draft;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A journey made of a recording, with what was lifted out of it.
 *
 * @param journey the script
 * @param vars values of the environment by name
 * @param secrets references of the environment by name
 * @param notes what the author should know, a sentence each
 */
public record Draft(String journey, Map<String, String> vars, Map<String, String> secrets, List<String> notes) {
    public Draft {
        vars = new LinkedHashMap<>(vars);
        secrets = new LinkedHashMap<>(secrets);
        notes = List.copyOf(notes);
    }

    /** The script of an environment of this name that has all that was lifted out. */
    public String environment(String name) {
        YamlText yaml = new YamlText();
        yaml.pair("environment", name);
        yaml.map("vars", vars);
        yaml.map("secrets", secrets);
        return yaml.text();
    }
}
