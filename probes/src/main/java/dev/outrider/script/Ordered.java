package dev.outrider.script;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Maps in an author's order. */
final class Ordered {
    private Ordered() {}

    /** One that does not change. The empty one is shared: most steps have several, and scripts are kept by the thousand. */
    static <V> Map<String, V> copy(Map<String, V> map) {
        return map.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
}
