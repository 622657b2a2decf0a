package dev.outrider.run;

import dev.outrider.expr.WebForm;
import dev.outrider.run.http.Answer;
import dev.outrider.run.http.Url;
import java.util.Locale;
import java.util.Optional;

/** The page that the customer looks at: the last HTML that came. */
record LastPage(Url url, Answer answer) {
    /** What came is a page by its content type, or by its beginning where that is not said. */
    static Optional<LastPage> of(Url url, Answer answer) {
        String type = answer.headers().first("content-type").orElse("").toLowerCase(Locale.ROOT);
        boolean is = type.isEmpty() ? answer.text().stripLeading().startsWith("<") : type.contains("html");
        return is ? Optional.of(new LastPage(url, answer)) : Optional.empty();
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
