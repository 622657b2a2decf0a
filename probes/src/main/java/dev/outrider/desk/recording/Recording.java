package dev.outrider.desk.recording;

import java.util.List;
import java.util.Map;

/**
 * Exchanges in their order.
 *
 * @param vars values that the recording itself names, by name
 * @param notes what of it could not be read, for the person who imports it
 */
public record Recording(List<Exchange> exchanges, Map<String, String> vars, List<String> notes) {
    public Recording {
        exchanges = List.copyOf(exchanges);
        vars = Map.copyOf(vars);
        notes = List.copyOf(notes);
    }
}
