@NullMarked
package dev.outrider.agent.schedule;

import org.jspecify.annotations.NullMarked;
