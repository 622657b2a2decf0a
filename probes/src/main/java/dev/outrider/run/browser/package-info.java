/** The browser that an optional module brings: what a run asks of it, and what it says, without a word of how it is driven. */
@NullMarked
package dev.outrider.run.browser;

import org.jspecify.annotations.NullMarked;
