/** The database on disk: one writer, many readers, migrations. It knows no word of the domain. */
@NullMarked
package dev.outrider.coordinator.store;

import org.jspecify.annotations.NullMarked;
