package dev.outrider.expr;

import java.util.Map;

/** A page as a browser showed it at one moment: it has fields, and answers as HTML does. */
@SuppressWarnings("Immutable")
final class Shot extends JsonObject {
    private final Page page;

    Shot(Page page, Map<String, Object> fields) {
        super(fields);
        this.page = page;
    }

    Page page() {
        return page;
    }
}
