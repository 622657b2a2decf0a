package dev.outrider.run;

import dev.outrider.result.RunResult;
import dev.outrider.run.http.CookieJar;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Sessions that were begun in one run and go on in the next; in memory only, and each region has its own. */
final class Sessions {
    /** A session is small; nobody has so many journeys in one process. */
    private static final int MOST = 10_000;

    private final Map<Key, Held> held = new ConcurrentHashMap<>();

    /** @param version of the script: another one begins anew */
    record Key(String journey, String environment, String region, String version, String session) {
        static Key of(RunRequest request, String session) {
            RunResult.Key key = request.key();
            return new Key(key.journey(), key.environment(), key.region(), request.version(), session);
        }
    }

    /**
     * A session as the last run left it.
     *
     * @param values captures, by name
     */
    record Held(CookieJar cookies, Map<String, Object> values, Instant until) {
        Held {
            values = Map.copyOf(values);
        }
    }

    /** What is held of it and still good. */
    Optional<Held> find(Key key, Instant now) {
        return Optional.ofNullable(held.get(key)).filter(each -> now.isBefore(each.until));
    }

    void hold(Key key, Held session, Instant now) {
        held.values().removeIf(each -> !now.isBefore(each.until));
        if (held.size() < MOST) {
            held.put(key, session);
        }
    }

    void drop(Key key) {
        held.remove(key);
    }
}
