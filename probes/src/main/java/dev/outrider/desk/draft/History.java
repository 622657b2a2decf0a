package dev.outrider.desk.draft;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The steps that are written, and what each of them saw: where the values of later ones come from. */
final class History {
    private final List<Past> past = new ArrayList<>();
    private boolean cleaning;

    private record Past(StepDraft draft, Visit visit, Optional<Finder> finder) {}

    /** A step, and how it captures a value. */
    record Source(StepDraft step, String expression) {}

    void add(StepDraft draft, Visit visit) {
        past.add(new Past(draft, visit, Finder.of(visit)));
    }

    /** What follows takes back: it must find its values also when the customer did not come far. */
    void cleanUp() {
        cleaning = true;
    }

    /** The page that the customer saw last. */
    Optional<PageFinder> lastPage() {
        return past.reversed().stream()
                .flatMap(each -> each.finder().flatMap(Finder::page).stream())
                .findFirst();
    }

    /** Whether a page had a hidden field of this name with this value. */
    boolean hides(String name, String value) {
        return past.stream()
                .flatMap(each -> each.finder().flatMap(Finder::page).stream())
                .anyMatch(page -> page.hides(name, value));
    }

    /**
     * The answer that a value came from: the latest, as in a browser; for a clean-up the earliest.
     *
     * @param dynamic whether it may also be found by the text around it
     */
    Optional<Source> find(String value, Site site, boolean dynamic) {
        List<Past> nearest = cleaning ? past : past.reversed();
        for (Past each : nearest) {
            Optional<String> found = each.finder().flatMap(finder -> finder.find(value, site));
            if (found.isPresent()) {
                return Optional.of(new Source(each.draft(), found.get()));
            }
        }
        for (Past each : dynamic ? nearest : List.<Past>of()) {
            Optional<String> found = each.finder().flatMap(finder -> finder.findInText(value));
            if (found.isPresent()) {
                return Optional.of(new Source(each.draft(), found.get()));
            }
        }
        return Optional.empty();
    }

    /** The step whose recording itself takes a value of this name. */
    Optional<Source> named(String name) {
        for (Past each : past.reversed()) {
            String expression = each.visit().first().captures().get(name);
            if (expression != null) {
                return Optional.of(new Source(each.draft(), expression));
            }
        }
        return Optional.empty();
    }
}
