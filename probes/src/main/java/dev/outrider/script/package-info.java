/** Scripts: YAML to journeys in which nothing can be wrong any more, or to all the problems at once. */
@NullMarked
package dev.outrider.script;

import org.jspecify.annotations.NullMarked;
