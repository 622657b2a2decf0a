package dev.outrider.coordinator.catalog;

import dev.outrider.fleet.Bundle;
import dev.outrider.journey.Journey;

/**
 * A journey that is watched now.
 *
 * @param bundle what agents run
 * @param file where it is written, relative to the catalog's directory
 */
public record Entry(Watch watch, Journey journey, Bundle bundle, String file) {}
