package dev.outrider.desk.draft;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names that the requests of steps read. */
final class Used {
    private static final Pattern HOLE = Pattern.compile("\\$\\{([^}]*)}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_]\\w*");

    private Used() {}

    static Set<String> names(List<StepDraft> steps) {
        Set<String> names = new HashSet<>();
        for (StepDraft step : steps) {
            Matcher hole = HOLE.matcher(step.url() + step.query() + step.headers() + step.body());
            while (hole.find()) {
                NAME.matcher(hole.group(1)).results().forEach(name -> names.add(name.group()));
            }
        }
        return names;
    }
}
