package dev.outrider.run.http;

import java.util.List;
import java.util.Map;

/**
 * One request with all the redirects it led to.
 *
 * @param hops every exchange of it, in order, at least one
 * @param reply how it ended; when a redirect was refused it is not the reply of the last hop
 * @param cookies what the customer holds afterwards, by name
 */
public record Visit(List<Hop> hops, Reply reply, Map<String, String> cookies) {
    /** What is shown of a body at most, and what lies around it that may be half of a secret; in bytes. */
    public static final int SHOWN = 72 * 1024;

    public Visit {
        hops = List.copyOf(hops);
    }

    /**
     * One exchange as it was made: with the cookies that were sent.
     *
     * @param withheld names of headers that were sent before, and not to this one
     */
    public record Hop(Call call, Reply reply, List<String> withheld) {
        public Hop {
            withheld = List.copyOf(withheld);
        }

        public Hop(Call call, Reply reply) {
            this(call, reply, List.of());
        }
    }

    /** Where it ended. */
    public Url url() {
        return hops.getLast().call().url();
    }

    /** Where the network's time went, all hops together. */
    public Phases phases() {
        return hops.stream().map(hop -> hop.reply().phases()).reduce(Phases.NONE, Phases::plus);
    }
}
