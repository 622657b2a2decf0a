/** The commands that people type, and where programs get their settings from. */
@NullMarked
package dev.outrider.cli;

import org.jspecify.annotations.NullMarked;
