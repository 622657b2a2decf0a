package dev.outrider.run.http;

import dev.outrider.result.Outcome.Fault;
import dev.outrider.source.Quotation;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.ssl.NotSslRecordException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.nio.channels.ClosedChannelException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Names what a network library threw, in a sentence that a person on call understands. */
public final class Faults {
    /** In the words of the JDK and of BoringSSL. */
    private static final Pattern OLD_PROTOCOL =
            Pattern.compile("protocol_version|PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL|WRONG_VERSION_NUMBER");

    private static final Pattern ALERT =
            Pattern.compile("(?:(?:SSLV3|TLSV1|TLSV13)_ALERT_|Received fatal alert: )(\\w+)");

    private static final List<String> OURS = List.of(
            "bad_certificate",
            "unsupported_certificate",
            "certificate_revoked",
            "certificate_expired",
            "certificate_unknown",
            "unknown_ca",
            "access_denied");

    private Faults() {}

    /** A fault and its sentence. */
    public record Finding(Fault fault, String detail) {}

    /** What went wrong on an open connection. */
    static Finding of(Throwable thrown) {
        Throwable cause = thrown instanceof DecoderException && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (cause instanceof SSLException) {
            return new Finding(Fault.TLS, tls(cause));
        }
        if (cause instanceof ClosedChannelException) {
            return new Finding(Fault.RESET, "the server closed the connection without an answer");
        }
        if (cause instanceof DecoderException || cause instanceof Http2Exception) {
            return new Finding(Fault.PROTOCOL, notHttp(cause));
        }
        String message = message(cause);
        return message.toLowerCase(Locale.ROOT).contains("reset") || message.contains("Broken pipe")
                ? new Finding(Fault.RESET, "the server reset the connection")
                : new Finding(Fault.RESET, "the connection broke: " + message);
    }

    /** Why no connection came about. */
    public static Finding connecting(Throwable cause, String address) {
        String message = message(cause);
        if (cause instanceof NoRouteToHostException) {
            return new Finding(Fault.CONNECT, "no route to " + address);
        }
        if (message.contains("refused")) {
            return new Finding(Fault.CONNECT, "connection refused by " + address + ": nothing listens there");
        }
        if (cause instanceof ConnectException) {
            return new Finding(Fault.CONNECT, "no connection to " + address + ": " + bare(message));
        }
        return new Finding(Fault.CONNECT, "no connection to " + address + ": " + message);
    }

    /** Why a name has no address. */
    static String resolving(Throwable cause, String host) {
        for (Throwable deeper = cause; deeper != null; deeper = deeper.getCause()) {
            String message = message(deeper).toUpperCase(Locale.ROOT);
            if (message.contains("NXDOMAIN")) {
                return "the name " + host + " does not exist (NXDOMAIN)";
            }
            if (message.contains("SERVFAIL")) {
                return "the name servers of " + host + " failed (SERVFAIL)";
            }
        }
        return "the name " + host + " has no address";
    }

    /** What a TLS handshake or record failed at. */
    public static String tls(Throwable cause) {
        return find(cause, NotSslRecordException.class)
                .map(plain -> "the server does not speak TLS on this port")
                .or(() -> find(cause, CertificateExpiredException.class)
                        .map(expired -> "the certificate has expired: " + message(expired)))
                .or(() -> find(cause, CertificateNotYetValidException.class)
                        .map(early -> "the certificate is not valid yet: " + message(early)))
                .or(() -> find(cause, CertPathBuilderException.class)
                        .map(unknown -> "the certificate's issuer is not trusted: it is self-signed, or an"
                                + " intermediate certificate is missing"))
                .orElseGet(() -> tlsByMessage(deepest(cause)));
    }

    /** What an answer broke of HTTP. */
    static String notHttp(@Nullable Throwable cause) {
        if (cause instanceof TooLongFrameException) {
            return "its headers are longer than 64 KiB";
        }
        if (cause instanceof PrematureChannelClosureException) {
            return "the server closed the connection in the middle of the headers";
        }
        return cause == null ? "the answer is not HTTP: it cannot be read" : NotHttp.sentence(message(cause));
    }

    private static String tlsByMessage(String message) {
        if (message.startsWith("No subject alternative") || message.startsWith("No name matching")) {
            return "the certificate is not for this host: " + message;
        }
        if (message.contains("Unsupported or unrecognized SSL message") || message.contains("plaintext connection")) {
            return "the server does not speak TLS on this port";
        }
        if (OLD_PROTOCOL.matcher(message).find()) {
            return "the server speaks no version of TLS that is still safe (1.2 or 1.3)";
        }
        return "the TLS handshake failed: " + alert(message);
    }

    /**
     * {@code (handshake_failure) Received fatal alert: handshake_failure} of the JDK and
     * {@code error:10000410:SSL routines:OPENSSL_internal:SSLV3_ALERT_HANDSHAKE_FAILURE} of BoringSSL in the same words.
     */
    private static String alert(String message) {
        Matcher alert = ALERT.matcher(message);
        if (alert.find()) {
            return "the server sent the alert " + alert.group(1).toLowerCase(Locale.ROOT);
        }
        return message.startsWith("error:")
                ? message.substring(message.lastIndexOf(':') + 1)
                        .toLowerCase(Locale.ROOT)
                        .replace('_', ' ')
                : message;
    }

    /** Whether it is an alert about the certificate that we showed. */
    static boolean isAboutOurs(String detail) {
        return detail.contains("the server sent the alert ")
                && OURS.stream().anyMatch(alert -> detail.endsWith(" " + alert));
    }

    private static String deepest(Throwable cause) {
        Throwable deepest = cause;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return message(deepest);
    }

    private static <T extends Throwable> Optional<T> find(Throwable cause, Class<T> type) {
        for (Throwable deeper = cause; deeper != null; deeper = deeper.getCause()) {
            if (type.isInstance(deeper)) {
                return Optional.of(type.cast(deeper));
            }
        }
        return Optional.empty();
    }

    private static String message(Throwable cause) {
        String message = cause.getMessage();
        return message == null || message.isBlank() ? cause.getClass().getSimpleName() : message;
    }

    /** Netty writes what it tried behind a colon, and Java's class names before one. */
    private static String bare(String message) {
        int address = message.lastIndexOf(": /");
        String without = address < 0 ? message : message.substring(0, address);
        return Quotation.first(without, 160);
    }
}
