/** Questions that are not HTTP: a TLS handshake, names, a TCP connection. Each ends in what was found or in a named fault. */
@NullMarked
package dev.outrider.run.net;

import org.jspecify.annotations.NullMarked;
