package dev.outrider.fleet;

/** All that passes between an agent and a coordinator. */
public sealed interface Message permits Hello, Welcome, BundleRequest, BundleReply, Batch, Ack {}
