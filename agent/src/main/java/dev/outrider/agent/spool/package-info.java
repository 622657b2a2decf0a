/** Results on disk until a coordinator has committed them: fsynced before a run counts as recorded. */
@NullMarked
package dev.outrider.agent.spool;

import org.jspecify.annotations.NullMarked;
