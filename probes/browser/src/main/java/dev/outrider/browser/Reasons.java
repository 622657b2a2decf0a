package dev.outrider.browser;

import com.microsoft.playwright.PlaywrightException;
import dev.outrider.result.Outcome.Failed;
import dev.outrider.result.Outcome.Fault;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says of what a browser complained in the words that all steps use. */
final class Reasons {
    private static final Pattern CODE = Pattern.compile("net::(ERR_[A-Z0-9_]+)");

    private record Reason(Fault fault, String sentence) {}

    private static final Map<String, Reason> KNOWN = Map.ofEntries(
            Map.entry("ERR_NAME_NOT_RESOLVED", new Reason(Fault.RESOLVE, "the name %s has no address")),
            Map.entry(
                    "ERR_CONNECTION_REFUSED",
                    new Reason(Fault.CONNECT, "connection refused by %s: nothing listens there")),
            Map.entry("ERR_CONNECTION_RESET", new Reason(Fault.RESET, "the server reset the connection")),
            Map.entry(
                    "ERR_CONNECTION_CLOSED",
                    new Reason(Fault.RESET, "the server closed the connection without an answer")),
            Map.entry(
                    "ERR_EMPTY_RESPONSE",
                    new Reason(Fault.RESET, "the server closed the connection without an answer")),
            Map.entry(
                    "ERR_TIMED_OUT", new Reason(Fault.TIMEOUT, "no answer from %s in the time that the browser waits")),
            Map.entry(
                    "ERR_CONNECTION_TIMED_OUT",
                    new Reason(Fault.TIMEOUT, "no connection to %s in the time that the browser waits")),
            Map.entry("ERR_TOO_MANY_REDIRECTS", new Reason(Fault.REDIRECT, "more redirects than a browser follows")),
            Map.entry(
                    "ERR_CERT_AUTHORITY_INVALID",
                    new Reason(
                            Fault.TLS,
                            "the certificate's issuer is not trusted: it is self-signed, or an intermediate certificate is missing")),
            Map.entry("ERR_CERT_COMMON_NAME_INVALID", new Reason(Fault.TLS, "the certificate is not for this host")),
            Map.entry(
                    "ERR_CERT_DATE_INVALID", new Reason(Fault.TLS, "the certificate has expired, or is not valid yet")),
            Map.entry("ERR_CERT_REVOKED", new Reason(Fault.TLS, "the certificate was revoked")),
            Map.entry("ERR_SSL_PROTOCOL_ERROR", new Reason(Fault.TLS, "the server does not speak TLS on this port")),
            Map.entry(
                    "ERR_SSL_VERSION_OR_CIPHER_MISMATCH",
                    new Reason(Fault.TLS, "the server speaks no version of TLS that is still safe (1.2 or 1.3)")),
            Map.entry("ERR_INVALID_HTTP_RESPONSE", new Reason(Fault.PROTOCOL, "the answer is not HTTP")),
            Map.entry(
                    "ERR_CONTENT_LENGTH_MISMATCH",
                    new Reason(Fault.PROTOCOL, "the connection ended in the middle of the body")),
            Map.entry(
                    "ERR_INCOMPLETE_CHUNKED_ENCODING",
                    new Reason(Fault.PROTOCOL, "the connection ended in the middle of the body")),
            Map.entry(
                    "ERR_RESPONSE_HEADERS_TOO_BIG",
                    new Reason(Fault.PROTOCOL, "its headers are longer than a browser takes")),
            Map.entry(
                    "ERR_CONTENT_DECODING_FAILED",
                    new Reason(Fault.PROTOCOL, "the body cannot be decoded as its headers say")),
            Map.entry(
                    "ERR_ABORTED",
                    new Reason(
                            Fault.PROTOCOL,
                            "no page came: what came is downloaded, or the page went away before it came")));

    private Reasons() {}

    /** Whether the browser itself did not want to ask, and so the target was never met. */
    static boolean isOfOurs(PlaywrightException failed) {
        return message(failed).contains("ERR_UNSAFE_PORT");
    }

    /** Why a page did not come. */
    static Optional<Failed> navigation(PlaywrightException failed, String host) {
        Matcher code = CODE.matcher(message(failed));
        if (!code.find()) {
            return Optional.empty();
        }
        Reason reason = KNOWN.getOrDefault(code.group(1), other(code.group(1)));
        return Optional.of(new Failed(
                reason.fault,
                reason.sentence.formatted(host) + " (" + code.group(1).substring("ERR_".length()) + ")"));
    }

    private static Reason other(String code) {
        List<Map.Entry<String, Fault>> families = List.of(
                Map.entry("ERR_CERT_", Fault.TLS),
                Map.entry("ERR_SSL_", Fault.TLS),
                Map.entry("ERR_CONNECTION_", Fault.CONNECT),
                Map.entry("ERR_SOCKS_", Fault.CONNECT),
                Map.entry("ERR_ADDRESS_", Fault.CONNECT),
                Map.entry("ERR_PROXY_", Fault.CONNECT));
        Fault fault = families.stream()
                .filter(family -> code.startsWith(family.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(Fault.PROTOCOL);
        return new Reason(fault, "the browser could not open the page");
    }

    /** What Playwright says first; its log of what it tried comes after. */
    static String first(PlaywrightException failed) {
        String text = message(failed);
        Matcher quoted =
                Pattern.compile("message='(.*?)(?:\n|'$|'\n)", Pattern.DOTALL).matcher(text);
        String line = quoted.find() ? quoted.group(1) : text.lines().findFirst().orElse("");
        return line.strip();
    }

    static String message(PlaywrightException failed) {
        return String.valueOf(failed.getMessage());
    }
}
