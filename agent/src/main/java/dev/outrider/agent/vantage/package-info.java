/** What an agent knows of itself: how wrong its clock is, and whether it can see at all. Doubt yourself first. */
@NullMarked
package dev.outrider.agent.vantage;

import org.jspecify.annotations.NullMarked;
