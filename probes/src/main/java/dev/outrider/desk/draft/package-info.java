/** A recording becomes a journey: noise left out, values correlated, secrets lifted, and written as an author would. */
@NullMarked
package dev.outrider.desk.draft;

import org.jspecify.annotations.NullMarked;
