/** Text with places: where an author's words stand, and what is wrong with them. */
@NullMarked
package dev.outrider.source;

import org.jspecify.annotations.NullMarked;
