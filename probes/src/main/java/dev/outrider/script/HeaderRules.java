package dev.outrider.script;

import java.util.Set;
import java.util.TreeSet;

/** What must be true of request headers. */
final class HeaderRules {
    private static final Set<String> OURS = ours();

    private HeaderRules() {}

    private static Set<String> ours() {
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        names.addAll(Set.of("Content-Length", "Transfer-Encoding", "Connection", "Host"));
        return names;
    }

    static void check(Fields fields, Problems problems) {
        check(fields, "headers", problems);
    }

    /** @param key that holds headers with texts */
    static void check(Fields fields, String key, Problems problems) {
        for (Node.Entry entry : fields.members(key)) {
            String name = entry.key().text();
            if (!name.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]+")) {
                problems.error(entry.key().place(), "this is not the name of a header");
            } else if (OURS.contains(name)) {
                problems.error(entry.key().place(), "'" + name + "' is set by the runner");
            }
            if (fields.has("multipart") && name.equalsIgnoreCase("Content-Type")) {
                problems.error(entry.key().place(), "the content type of parts is set by the runner", "remove it");
            }
            if (((Node.Scalar) entry.value()).text().contains("\n")) {
                problems.error(entry.value().place(), "a header's value is one line");
            }
        }
    }
}
