/** Outrider rides ahead of the customers; its packages stand in the order in which the data flows. */
@NullMarked
package dev.outrider;

import org.jspecify.annotations.NullMarked;
