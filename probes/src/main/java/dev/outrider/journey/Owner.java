package dev.outrider.journey;

import java.util.Optional;

/** The team that answers for a journey. */
public record Owner(String team, Optional<String> runbook) {}
