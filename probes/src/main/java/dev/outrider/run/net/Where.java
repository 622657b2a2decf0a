package dev.outrider.run.net;

import dev.outrider.run.http.Url;

/**
 * The end of a connection, as an author writes it.
 *
 * @param host a name or an address, without brackets
 */
record Where(String host, int port) {
    /** @throws IllegalArgumentException when it is not {@code host:port} */
    static Where of(String text) {
        try {
            Url url = Url.parse("http://" + text.strip() + "/");
            if (text.contains("/") || text.contains("@") || !text.strip().matches(".*:[0-9]+")) {
                throw new IllegalArgumentException("a port is missing");
            }
            return new Where(url.origin().bareHost(), url.origin().port());
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not an address; it is host:port, for example shop.example.com:443", wrong);
        }
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
