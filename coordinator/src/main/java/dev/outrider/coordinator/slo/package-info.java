/** Objectives measured against figures: verdict and budget, exact. Pure. */
@NullMarked
package dev.outrider.coordinator.slo;

import org.jspecify.annotations.NullMarked;
