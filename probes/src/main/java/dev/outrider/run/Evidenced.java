package dev.outrider.run;

import dev.outrider.expr.Names;

/** What a judge looks at: names of an answer, of which we may not have kept all. */
interface Evidenced extends Names {
    /** Whether something wanted the part of an answer that was not kept: a limit of ours, not the target's fault. */
    boolean missedRest();
}
