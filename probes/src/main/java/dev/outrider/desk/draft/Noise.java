package dev.outrider.desk.draft;

import dev.outrider.desk.recording.Exchange;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What a browser asks for that is no step of a customer's way. */
final class Noise {
    private static final Set<String> ASSETS =
            Set.of("image", "stylesheet", "script", "font", "media", "manifest", "texttrack", "imageset", "other");
    private static final Set<String> REPORTS =
            Set.of("ping", "beacon", "csp-report", "cspviolationreport", "eventsource");
    private static final Pattern ASSET_PATH = Pattern.compile(
            "(?i).*\\.(css|js|mjs|map|png|jpe?g|gif|svg|webp|avif|ico|woff2?|ttf|otf|eot|mp4|webm|mp3|wasm|webmanifest)");
    private static final Pattern REPORT_PATH = Pattern.compile(
            "(?i)/(g/collect|j?/?collect|beacon|rum|telemetry|analytics(/.*)?|track(ing)?|pixel|cdn-cgi/.*|__utm\\.gif|csp-report)/?");
    /** Parts of host names of those who count, sell and record visitors. */
    private static final List<String> COUNTERS = List.of(
            "google-analytics.",
            "googletagmanager.",
            "doubleclick.",
            "googlesyndication.",
            "googleadservices.",
            "adservice.google.",
            "connect.facebook.",
            "facebook.com",
            "hotjar.",
            "segment.io",
            "segment.com",
            "sentry.io",
            "ingest.sentry",
            "newrelic.",
            "nr-data.net",
            "browser-intake-",
            "datadoghq-browser",
            "clarity.ms",
            "mixpanel.",
            "amplitude.",
            "optimizely.",
            "tiktok.",
            "bat.bing.",
            "linkedin.com",
            "licdn.",
            "pinterest.",
            "snapchat.",
            "criteo.",
            "taboola.",
            "outbrain.",
            "cookielaw.",
            "onetrust.",
            "cookiebot.",
            "usercentrics.",
            "cloudflareinsights.",
            "fullstory.",
            "mouseflow.",
            "matomo.",
            "plausible.io",
            "quantserve.",
            "scorecardresearch.",
            "demdex.net",
            "omtrdc.net",
            "bugsnag.",
            "rollbar.",
            "logrocket.",
            "heapanalytics.",
            "klaviyo.",
            "intercom.io",
            "fonts.googleapis.",
            "fonts.gstatic.",
            "gravatar.com",
            "safebrowsing.",
            "update.googleapis.",
            "optimizationguide");

    private Noise() {}

    /** Why it is left out, in a word or two that can be counted; empty when it is a customer's. */
    static Optional<String> of(Exchange exchange) {
        Exchange.Request request = exchange.request();
        String host = request.url().origin().host();
        if (COUNTERS.stream().anyMatch(host::contains)
                || REPORTS.contains(exchange.kind())
                || (!request.isRead()
                        && REPORT_PATH.matcher(request.url().path()).matches())) {
            return Optional.of("analytics");
        }
        if (request.method().equals("OPTIONS") || exchange.kind().equals("preflight")) {
            return Optional.of("preflights");
        }
        if (isAsset(exchange)) {
            return Optional.of("static files");
        }
        if (header(exchange, "purpose").contains("prefetch")
                || header(exchange, "sec-purpose").contains("prefetch")) {
            return Optional.of("prefetches");
        }
        if (exchange.kind().equals("websocket") || header(exchange, "upgrade").equals("websocket")) {
            return Optional.of("sockets");
        }
        return header(exchange, "sec-fetch-dest").equals("iframe")
                        && header(exchange, "sec-fetch-site").equals("cross-site")
                ? Optional.of("frames of others")
                : Optional.empty();
    }

    private static boolean isAsset(Exchange exchange) {
        if (!exchange.request().isRead()) {
            return false;
        }
        String mime = exchange.answer().map(Exchange.Answer::mime).orElse("");
        boolean data = mime.equals("application/json") || mime.equals("text/html");
        return (ASSETS.contains(exchange.kind()) && !data)
                || ASSET_PATH.matcher(exchange.request().url().path()).matches()
                || mime.startsWith("image/")
                || mime.startsWith("font/")
                || mime.startsWith("video/")
                || mime.equals("text/css")
                || mime.endsWith("javascript");
    }

    private static String header(Exchange exchange, String name) {
        return exchange.request().headers().first(name).orElse("").toLowerCase(Locale.ROOT);
    }
}
