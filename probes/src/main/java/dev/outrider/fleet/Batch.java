package dev.outrider.fleet;

import dev.outrider.result.RunResult;
import java.util.List;

/**
 * Results, in the order of the spool.
 *
 * @param id of the batch, for logs; the results' own keys make delivery safe to repeat
 */
public record Batch(String id, String agent, String region, String store, List<RunResult> results) implements Message {
    public Batch {
        results = List.copyOf(results);
    }
}
