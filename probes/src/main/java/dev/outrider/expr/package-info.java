/** One CEL expression: type-checked when compiled, bounded when evaluated, explained when it was false. */
@NullMarked
package dev.outrider.expr;

import org.jspecify.annotations.NullMarked;
