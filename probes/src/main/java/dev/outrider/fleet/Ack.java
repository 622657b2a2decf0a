package dev.outrider.fleet;

import java.util.Map;

/**
 * Said after commit.
 *
 * @param accepted how many are stored, duplicates included
 * @param refused run id to the reason why it will never be stored
 */
public record Ack(String batch, int accepted, Map<String, String> refused) implements Message {
    public Ack {
        refused = Map.copyOf(refused);
    }
}
