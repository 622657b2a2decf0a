/** What a run found: outcomes, times, evidence. */
@NullMarked
package dev.outrider.result;

import org.jspecify.annotations.NullMarked;
