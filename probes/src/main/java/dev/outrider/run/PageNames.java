package dev.outrider.run;

import dev.outrider.expr.Names;
import dev.outrider.expr.Values;
import dev.outrider.result.Timings;
import dev.outrider.run.browser.Look;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the expressions of a step can read of what a browser shows. */
record PageNames(Names run, Object page, Object vitals, Timings timings) implements Evidenced {
    static PageNames of(Names run, Look.Seen seen, Timings timings) {
        Map<String, Object> vitals = new HashMap<>(seen.vitals());
        seen.shift().ifPresent(shift -> vitals.put("cls", shift));
        return new PageNames(
                run, Values.page(seen.html(), uri(seen.url()), seen.title()), Values.struct(vitals), timings);
    }

    /** A browser shows addresses that Java does not read. */
    private static URI uri(String url) {
        try {
            return new URI(url.replace(" ", "%20"));
        } catch (URISyntaxException odd) {
            return URI.create("about:blank");
        }
    }

    @Override
    public @Nullable Object get(String name) {
        return switch (name) {
            case "page" -> page;
            case "vitals" -> vitals;
            case "timing" -> Values.timing(AnswerNames.phases(timings));
            default -> run.get(name);
        };
    }

    @Override
    public boolean missedRest() {
        return false;
    }
}
