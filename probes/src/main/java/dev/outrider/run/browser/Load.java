package dev.outrider.run.browser;

import dev.outrider.run.http.Headers;
import dev.outrider.run.http.Phases;
import java.time.Duration;
import java.util.Optional;

/**
 * One request that a page made. When and how long is said by the browser's own clock, but for resolving and connecting, which
 * we do for it.
 *
 * @param ago how long before it was told it began
 * @param asked header fields, without cookies
 * @param address {@code ip:port} of whom it was asked
 * @param status 0 when there was no answer
 * @param bytes of the body as the server announced them, 0 when it did not
 */
public record Load(
        Duration ago,
        Phases phases,
        String method,
        String url,
        Headers asked,
        Optional<String> address,
        int status,
        Headers answered,
        long bytes) {}
