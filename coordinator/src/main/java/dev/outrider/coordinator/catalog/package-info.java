/** What is watched: journeys and their versions, owners, services, environments. */
@NullMarked
package dev.outrider.coordinator.catalog;

import org.jspecify.annotations.NullMarked;
