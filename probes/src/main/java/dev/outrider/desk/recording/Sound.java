package dev.outrider.desk.recording;

import dev.outrider.run.http.Headers;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What of a recording can be sent again: methods and headers that HTTP and the language know. */
final class Sound {
    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
    private static final Pattern VALUE = Pattern.compile("[^\\p{Cntrl}]*");

    private Sound() {}

    /** The method itself. Throws an IllegalArgumentException that names one that no step can have. */
    static String method(String method) {
        if (!METHODS.contains(method)) {
            throw new IllegalArgumentException("no step can ask with " + method);
        }
        return method;
    }

    /** Those that can stand in a message; several lines of one value, as some browsers write cookies, are several values. */
    static Headers headers(Stream<Map.Entry<String, String>> headers) {
        return new Headers(headers.filter(each -> NAME.matcher(each.getKey()).matches())
                .flatMap(each -> each.getValue().lines().map(line -> Map.entry(each.getKey(), line.strip())))
                .filter(each -> VALUE.matcher(each.getValue()).matches())
                .toList());
    }
}
