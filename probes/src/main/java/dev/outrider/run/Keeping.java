package dev.outrider.run;

import dev.outrider.journey.Step;
import dev.outrider.run.http.Customer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The kept sessions of one run: taken up where they are held, and handed on to the next run as this one leaves them. */
final class Keeping {
    private final Sessions sessions;
    private final RunRequest request;
    private final RunNames names;
    private final Customer customer;
    private final InstantSource clock;
    /** Those that were looked for, once each: half of a session is none. */
    private final Set<Step.Session> looked = new HashSet<>();
    /** Those that this run has, with the end of each. */
    private final Map<Step.Session, Instant> had = new LinkedHashMap<>();
    /** Of those, the ones that an earlier run began. */
    private final Map<Step.Session, Instant> taken = new HashMap<>();

    Keeping(Sessions sessions, RunRequest request, RunNames names, Customer customer, InstantSource clock) {
        this.sessions = sessions;
        this.request = request;
        this.names = names;
        this.customer = customer;
        this.clock = clock;
    }

    /** Until when this run goes on with what an earlier one began; empty where it must be begun. */
    Optional<Instant> until(Step.Session session) {
        return looked.add(session) ? take(session) : Optional.ofNullable(taken.get(session));
    }

    private Optional<Instant> take(Step.Session session) {
        Optional<Sessions.Held> held = sessions.find(Sessions.Key.of(request, session.id()), clock.instant());
        held.ifPresent(found -> {
            customer.take(found.cookies());
            found.values().forEach(names::put);
            had.put(session, found.until());
            taken.put(session, found.until());
        });
        return held.map(Sessions.Held::until);
    }

    /** All its steps were made; nothing changes where this run goes on with it. */
    void began(Step.Session session) {
        had.computeIfAbsent(session, begun -> clock.instant().plus(begun.keep()));
    }

    /** A session that an earlier run began and that may be over, whatever its time: it is begun anew once. */
    Optional<Step.Session> doubtful() {
        return taken.keySet().stream().findFirst();
    }

    /** Nobody goes on with it: whoever begins it again is a new customer. */
    void drop(Step.Session session) {
        customer.forget();
        taken.remove(session);
        had.remove(session);
        sessions.drop(Sessions.Key.of(request, session.id()));
    }

    /** For the next run, with all that changed in this one: tokens that rotate, cookies that were renewed. */
    void handOn() {
        had.forEach((session, until) -> {
            Map<String, Object> values = new HashMap<>();
            session.names().forEach(name -> names.made(name).ifPresent(value -> values.put(name, value)));
            Sessions.Held held = new Sessions.Held(customer.cookies(), values, until);
            sessions.hold(Sessions.Key.of(request, session.id()), held, clock.instant());
        });
    }
}
