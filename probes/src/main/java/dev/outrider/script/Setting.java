package dev.outrider.script;

import dev.outrider.expr.Template;
import java.util.List;
import java.util.Map;

/**
 * Where steps stand while they are read.
 *
 * @param phrases compiles what they say
 * @param ledger the names of their file
 * @param common what the header says for all steps
 * @param prefix before every name that they make, so that two fragments do not meet
 * @param title before the names of the steps
 * @param row after the names of the steps
 * @param open the fragments that are being read, outermost first
 */
record Setting(
        Phrases phrases,
        Ledger ledger,
        Problems problems,
        Library library,
        Tables tables,
        Common common,
        String prefix,
        String title,
        String row,
        List<String> open) {
    /**
     * What the header says for all steps.
     *
     * @param headers sent with every request
     * @param hasBase whether a path has something to be relative to
     */
    record Common(Map<String, Template> headers, boolean hasBase) {}

    Setting in(Phrases other, String title, String row) {
        return new Setting(other, ledger, problems, library, tables, common, prefix, title, row, open);
    }

    /** As it is known at run time. */
    String runtime(String name) {
        return prefix + name;
    }
}
