package dev.outrider.script;

import dev.outrider.expr.WebForm;
import dev.outrider.journey.Request;
import dev.outrider.journey.Step;
import java.util.List;
import java.util.Set;

/** What must be true of {@code submit}. */
final class FormRules {
    private static final Set<String> TAGS = Set.of("form", "button", "input");

    private FormRules() {}

    /** Of a selector that is fixed when the script is compiled. */
    static void check(Node.Scalar selector, Problems problems) {
        String css = selector.text().strip();
        if (css.contains("${")) {
            return;
        }
        if (css.matches("[\\w-]+") && !TAGS.contains(css)) {
            problems.error(
                    selector.place(),
                    "this selects elements <" + css + ">, and they are no forms",
                    "",
                    "the form with the id '%s' is form#%s, the one with the name form[name=%s]"
                            .formatted(css, css, css));
        } else {
            WebForm.complaint(css).ifPresent(complaint -> problems.error(selector.place(), complaint));
        }
    }

    /** There must have been a page before. */
    static void check(List<Step> steps, Problems problems) {
        steps.stream()
                .findFirst()
                .filter(step -> step instanceof Step.Http http && http.request() instanceof Request.Submitted)
                .ifPresent(step -> problems.error(
                        step.place(), "there is no page yet whose form could be submitted", "GET it in a step before"));
    }
}
