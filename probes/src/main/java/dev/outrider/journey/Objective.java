package dev.outrider.journey;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;

/**
 * What the owner promises.
 *
 * @param availability a share in (0, 1], exact
 * @param fast share of countable runs without a slow finding
 * @param window over which it is measured
 */
public record Objective(BigDecimal availability, Optional<BigDecimal> fast, Duration window) {}
