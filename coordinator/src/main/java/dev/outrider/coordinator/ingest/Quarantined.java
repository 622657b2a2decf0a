package dev.outrider.coordinator.ingest;

/**
 * What can never be a result.
 *
 * @param runId or where it stood in its batch
 * @param content as it came, empty when it could not be read at all
 */
record Quarantined(String runId, String reason, String content) {}
