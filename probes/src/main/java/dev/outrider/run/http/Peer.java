package dev.outrider.run.http;

import java.util.Optional;

/**
 * Who is at the other end of a connection.
 *
 * @param address IP and port
 * @param handshake by which it showed itself, where it did
 */
record Peer(String address, Optional<Handshake> handshake) {}
