package dev.outrider.shop;

import java.time.Instant;
import java.util.Optional;

/**
 * One browser.
 *
 * @param id the cookie's value; changes at login
 * @param visitor stays when the id changes: carts hang on it
 * @param csrf what a form must send back; stays too, so that a page opened before the login still works after it
 */
record Session(String id, String visitor, String csrf, Optional<String> account, Instant seen) {}
