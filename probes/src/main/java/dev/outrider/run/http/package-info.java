/** HTTP as one new customer speaks it: own connections and cookies, each exchange timed where its bytes pass. */
@NullMarked
package dev.outrider.run.http;

import org.jspecify.annotations.NullMarked;
