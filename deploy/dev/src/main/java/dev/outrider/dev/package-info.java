/** The whole fleet on one machine: a shop, a coordinator and agents as separate processes on loopback. */
@NullMarked
package dev.outrider.dev;

import org.jspecify.annotations.NullMarked;
