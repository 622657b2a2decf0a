package dev.outrider.run;

import dev.outrider.expr.WebForm;
import dev.outrider.run.http.Answer;
import dev.outrider.run.http.Call;
import dev.outrider.run.http.Url;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The page that the customer looks at: the last HTML that came. */
record LastPage(Url url, Answer answer) {
    private static final Set<String> SHOWN = Set.of("GET", "POST");

    /**
     * What came is a page by its content type, or by its beginning where that is not said. What a browser does not show is none: a
     * redirect that was not followed, and what was asked without wanting a body.
     */
    static Optional<LastPage> of(Call call, Answer answer) {
        if (answer.status() / 100 == 3 || !SHOWN.contains(call.method())) {
            return Optional.empty();
        }
        String type = answer.headers().first("content-type").orElse("").toLowerCase(Locale.ROOT);
        boolean is = type.isEmpty() ? answer.text().stripLeading().startsWith("<") : type.contains("html");
        return is ? Optional.of(new LastPage(call.url(), answer)) : Optional.empty();
    }

    /**
     * A form of it.
     *
     * @throws dev.outrider.expr.Names.NotAvailable with a sentence when it has none
     */
    WebForm form(String css) {
        return WebForm.on(answer.text(), url.toUri(), css);
    }

    /** What it lets its links and forms tell of where they come from. */
    String referrerPolicy() {
        return answer.headers().first("referrer-policy").orElse("").strip().toLowerCase(Locale.ROOT);
    }
}
