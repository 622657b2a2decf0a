/** Figures as ratios: ours and what stands beside it, in turn, in one run. */
@NullMarked
package dev.outrider.bench;

import org.jspecify.annotations.NullMarked;
