package dev.outrider.run;

import dev.outrider.expr.WebForm;
import dev.outrider.journey.Request;
import dev.outrider.result.StepResult.Unmet;
import dev.outrider.run.http.Call;
import dev.outrider.run.http.Headers;
import dev.outrider.source.Place;
import java.util.List;
import java.util.Map;

/** Fills in a form of the customer's page, and knows which words of the script it is at. */
final class Filling {
    private final Request.Submitted request;
    private final LastPage page;
    private String key = "submit";
    private String words;
    private Place place;

    Filling(Request.Submitted request, LastPage page) {
        this.request = request;
        this.page = page;
        this.place = request.places().form();
        this.words = "submit";
    }

    /**
     * The request that it makes.
     *
     * @param entered what the customer enters, by field
     * @throws dev.outrider.expr.Names.NotAvailable with a sentence when the page does not let a customer do so
     * @throws IllegalArgumentException with a sentence when the form goes where nothing can be sent
     */
    Call call(String css, Map<String, List<String>> entered, Headers common) {
        // What was computed is not shown: it may hold anything.
        words = request.form().holes().isEmpty() ? css : key;
        WebForm form = page.form(css);
        for (Map.Entry<String, List<String>> field : entered.entrySet()) {
            at(field.getKey());
            form.enter(field.getKey(), field.getValue());
        }
        for (String field : request.files().keySet()) {
            at(field);
            form.attach(field);
        }
        return new Submission(form, page, request.files()).call(common);
    }

    private void at(String field) {
        key = "with " + field;
        words = field;
        place = request.places().of(field);
    }

    /** What could not be done, at its place. */
    Unmet unmet(String actual) {
        return new Unmet(
                key, place.file(), place.position().line(), place.position().column(), words, actual);
    }
}
