/** What a journey is, once compiled: nothing in it can be wrong any more. */
@NullMarked
package dev.outrider.journey;

import org.jspecify.annotations.NullMarked;
