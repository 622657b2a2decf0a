/** One run of one journey: steps in order on the caller's virtual thread, judged, with evidence that holds no secret. */
@NullMarked
package dev.outrider.run;

import org.jspecify.annotations.NullMarked;
