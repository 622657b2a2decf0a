package dev.outrider.cli;

/**
 * An address to listen at or to connect to.
 *
 * @param port 0 lets the system choose one to listen at
 */
public record HostPort(String host, int port) {
    private static final int HIGHEST = 65_535;

    /** Of {@code 127.0.0.1:5701} or {@code [::1]:5701}. Throws an IllegalArgumentException that says how it is written. */
    public static HostPort of(String text) {
        int colon = text.lastIndexOf(':');
        String host = text.substring(0, Math.max(0, colon));
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        } else if (host.contains(":")) {
            throw wrong(text);
        }
        try {
            int port = Integer.parseInt(text.substring(colon + 1));
            if (host.isEmpty() || port < 0 || port > HIGHEST) {
                throw wrong(text);
            }
            return new HostPort(host, port);
        } catch (NumberFormatException noPort) {
            throw wrong(text);
        }
    }

    private static IllegalArgumentException wrong(String text) {
        return new IllegalArgumentException("'" + text + "' is not HOST:PORT, for example 127.0.0.1:5701");
    }

    /** As it stands in a URL. */
    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
