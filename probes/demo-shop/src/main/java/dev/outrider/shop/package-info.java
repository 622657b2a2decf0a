/**
 * A small but honest web shop: customers log in, fill a cart, order, pay and cancel, over pages and JSON. It keeps a log of
 * every request and breaks on command, so that whatever watches it can be held against the truth.
 */
@NullMarked
package dev.outrider.shop;

import org.jspecify.annotations.NullMarked;
