/** Servers on loopback that misbehave, each in one way, and write down what they really sent. It knows nothing of us. */
@NullMarked
package dev.outrider.zoo;

import org.jspecify.annotations.NullMarked;
