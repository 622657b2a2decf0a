package dev.outrider.fleet;

import java.time.Instant;
import java.util.Optional;

/**
 * The answer to a {@link Hello}.
 *
 * @param receivedAt when the hello came, by the coordinator's clock; with {@code sentAt} the agent reckons its offset
 * @param epoch of the plan in force
 * @param plan this agent's part, when it holds another store's or another epoch's
 */
public record Welcome(
        String coordinator, String store, long epoch, Instant receivedAt, Instant sentAt, Optional<Plan> plan)
        implements Message {}
