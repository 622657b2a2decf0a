package dev.outrider.run.http;

import com.google.common.net.InternetDomainName;

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

    /** Whether one party answers for both: the same host, or names below one that was registered (publicsuffix.org). */
    boolean sameSite(Origin other) {
        return host.equals(other.host) || (host.indexOf('[') < 0 && site(host).equals(site(other.host)));
    }

    private static String site(String host) {
        if (!InternetDomainName.isValid(host) || Literal.of(host).isPresent()) {
            return host;
        }
        InternetDomainName name = InternetDomainName.from(host);
        return name.isUnderPublicSuffix() ? name.topPrivateDomain().toString() : host;
    }

    @Override
    public String toString() {
        return (secure ? "https://" : "http://") + authority();
    }
}
