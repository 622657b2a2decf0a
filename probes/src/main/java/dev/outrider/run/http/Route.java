package dev.outrider.run.http;

import dev.outrider.result.Outcome.Fault;
import dev.outrider.result.Outcome.Trouble;
import dev.outrider.run.http.Dialer.Resolved;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The one way from a customer to origins: finds the door, looks each host up once, knocks at its addresses in turn, and says
 * whose trouble it is where nothing comes of it. Used by one thread, which may wait.
 */
final class Route {
    private final Dialer dialer;
    private final Speech speech;
    private final Sightings sightings;
    private final EventLoop loop;
    private final Map<String, List<InetAddress>> resolved = new HashMap<>();

    Route(Dialer dialer, Speech speech, Sightings sightings) {
        this.dialer = dialer;
        this.speech = speech;
        this.sightings = sightings;
        this.loop = dialer.nextLoop();
    }

    /** @throws Prevented when the way there cannot be taken */
    Dialed to(Origin origin, Deadline deadline) throws InterruptedException {
        Door door = dialer.door(origin, speech);
        return switch (looked(door, deadline)) {
            case Resolved.Unknown(Fault fault, String detail, Phases phases) -> door.unreached(fault, detail, phases);
            case Resolved.Addresses(List<InetAddress> addresses, Phases phases) ->
                plus(phases, door, dial(door, addresses, deadline));
        };
    }

    private Resolved looked(Door door, Deadline deadline) throws InterruptedException {
        String host = door.dialled();
        String place = dialer.ways().pinned(host, door.port()).isEmpty() ? host : host + ":" + door.port();
        List<InetAddress> known = resolved.get(place);
        if (known != null) {
            return new Resolved.Addresses(known, Phases.NONE);
        }
        Resolved found = dialer.resolve(loop, host, door.port(), deadline);
        if (found instanceof Resolved.Addresses(List<InetAddress> addresses, Phases phases)) {
            resolved.put(place, addresses);
            sightings.resolved(host, addresses);
        }
        return found;
    }

    /** Tries the addresses in turn; the time of those that did not answer counts as {@code connect} too. */
    private Dialed dial(Door door, List<InetAddress> addresses, Deadline deadline) throws InterruptedException {
        Phases spent = Phases.NONE;
        Dialed dialed = new Dialed.NotConnected(Fault.RESOLVE, "the name has no address", spent);
        for (int i = 0; i < addresses.size() && !deadline.passed(); i++) {
            long share = deadline.left() / (addresses.size() - i);
            Deadline part = new Deadline(System.nanoTime() + share, deadline.limit());
            dialed = plus(spent, door, one(door, addresses.get(i), part));
            if (dialed instanceof Dialed.Connected) {
                return dialed;
            }
            spent = dialed.phases();
        }
        return dialed;
    }

    private Dialed one(Door door, InetAddress ip, Deadline deadline) throws InterruptedException {
        InetSocketAddress remote = new InetSocketAddress(ip, door.port());
        String name = NetUtil.toSocketAddressString(remote);
        Dial dial = new Dial(name, door, sightings);
        Channel channel = dialer.bootstrap(loop)
                .handler(door.pipeline(remote, dial))
                .connect(door.end(remote))
                .addListener(connected -> {
                    if (!connected.isSuccess()) {
                        dial.unreachable(connected.cause());
                    }
                })
                .channel();
        try {
            Optional<Dialed> dialed = Waiting.until(deadline, dial.dialed());
            if (dialed.isPresent()) {
                return dialed.get();
            }
        } catch (InterruptedException stopped) {
            Closing.close(channel);
            throw stopped;
        }
        loop.execute(() -> {
            dial.expired(deadline.limit());
            Closing.close(channel);
        });
        return Waiting.until(Deadline.in(Waiting.GRACE), dial.dialed())
                .orElse(new Dialed.NotConnected(Fault.TIMEOUT, "no connection to " + name, Phases.NONE));
    }

    private static Dialed plus(Phases before, Door door, Dialed dialed) {
        return switch (dialed) {
            case Dialed.Connected(Connection connection, Door same, Phases phases) ->
                new Dialed.Connected(connection, same, before.plus(phases));
            case Dialed.NotConnected(Fault fault, String detail, Phases phases) ->
                door.refusesUs(fault, detail)
                        .<Dialed>map(why -> new Dialed.Untold(Trouble.CERTIFICATE, why, before.plus(phases)))
                        .orElse(new Dialed.NotConnected(fault, detail, before.plus(phases)));
            case Dialed.Untold(Trouble trouble, String detail, Phases phases) ->
                new Dialed.Untold(trouble, detail, before.plus(phases));
        };
    }
}
