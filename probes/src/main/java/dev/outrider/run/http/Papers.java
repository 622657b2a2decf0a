package dev.outrider.run.http;

import java.util.Optional;

/**
 * What is trusted at a host, and by what we show ourselves there: PEM texts.
 *
 * @param authorities trusted beside the agent's own
 * @param certificate ours, with what leads to its authority
 * @param key of that certificate
 */
record Papers(Optional<String> authorities, Optional<String> certificate, Optional<String> key) {
    static final Papers NONE = new Papers(Optional.empty(), Optional.empty(), Optional.empty());

    /** Empty where we show ourselves to nobody. */
    Optional<Identity> identity(String host) {
        return certificate.map(shown -> Identity.of(host, shown, key.orElse("")));
    }

    @Override
    public String toString() {
        return "***";
    }
}
