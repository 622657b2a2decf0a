package dev.outrider.run.http;

/** Scheme, host and port: what a connection, a cookie's safety and a redirect are compared by. */
public record Origin(boolean secure, String host, int port) {
    /** {@code host}, or {@code host:port} where the port is not the scheme's own. */
    public String authority() {
        return port == (secure ? 443 : 80) ? host : host + ":" + port;
    }

    /** The host as sockets and certificates know it: IPv6 without brackets. */
    public String bareHost() {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    @Override
    public String toString() {
        return (secure ? "https://" : "http://") + authority();
    }
}
