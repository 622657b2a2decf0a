/**
 * Would a journey notice? Its good answers are recorded, told again with seeded lies, and the lies that still pass are
 * listed, each with what would catch it.
 */
@NullMarked
package dev.outrider.mutate;

import org.jspecify.annotations.NullMarked;
