package dev.outrider.run.browser;

import dev.outrider.run.http.Bytes;
import java.util.List;

/**
 * What somebody wants to see who was not there.
 *
 * @param picture a JPEG; empty when none could be taken
 * @param console errors that the page's scripts wrote or threw
 * @param failed requests of the page that failed, each with its reason
 * @param loads what the page asked for
 */
public record Sight(
        String url, String title, Bytes picture, List<String> console, List<String> failed, List<Load> loads) {}
