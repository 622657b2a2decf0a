/** Journeys in a real browser: drives the system's Chromium with Playwright. Nothing else knows of either. */
@NullMarked
package dev.outrider.browser;

import org.jspecify.annotations.NullMarked;
