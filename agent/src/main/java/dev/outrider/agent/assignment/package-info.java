/** The last plan received, with its epoch: what this agent may run, also when nobody can be asked. */
@NullMarked
package dev.outrider.agent.assignment;

import org.jspecify.annotations.NullMarked;
