package dev.outrider.desk.draft;

import dev.outrider.run.http.Url;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The parts of a URL, decoded. */
final class Sent {
    private Sent() {}

    static List<Map.Entry<String, String>> query(Url url) {
        int mark = url.target().indexOf('?');
        List<Map.Entry<String, String>> parameters = new ArrayList<>();
        if (mark >= 0) {
            for (String pair : url.target().substring(mark + 1).split("&", -1)) {
                int equals = pair.indexOf('=');
                if (!pair.isEmpty()) {
                    parameters.add(
                            equals < 0
                                    ? Map.entry(decoded(pair), "")
                                    : Map.entry(
                                            decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1))));
                }
            }
        }
        return parameters;
    }

    static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return text;
        }
    }
}
