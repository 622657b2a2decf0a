/** Hyperfoil beside us, in a process of its own: its Netty is not ours. */
package dev.outrider.bench.hyperfoil;
