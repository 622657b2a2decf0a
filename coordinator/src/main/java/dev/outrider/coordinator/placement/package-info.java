/** Journeys and live agents to assignments with an epoch. */
@NullMarked
package dev.outrider.coordinator.placement;

import org.jspecify.annotations.NullMarked;
