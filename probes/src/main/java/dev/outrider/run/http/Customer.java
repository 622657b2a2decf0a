package dev.outrider.run.http;

import dev.outrider.result.Outcome.Fault;
import dev.outrider.result.Outcome.Trouble;
import dev.outrider.run.http.Visit.Hop;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A new customer: an empty cookie jar and a line that nothing was asked on; what is opened is kept until the visit to the
 * shop is over, as a browser would. Used by one virtual thread, which may wait.
 */
public final class Customer implements AutoCloseable {
    private final Line line;
    private final CookieJar cookies;
    private final Share share;

    /** Whom nobody has seen before, at the end of a line that is closed with the visit. */
    public Customer(Line line, InstantSource clock) {
        this.line = line;
        this.share = line.share();
        this.cookies = new CookieJar(clock);
    }

    /** The cookies that are held now, for another customer to go on with. */
    public CookieJar cookies() {
        return cookies.copy();
    }

    /** Goes on with cookies that another customer was given. */
    public void take(CookieJar held) {
        cookies.addAll(held);
    }

    /** What holds the bodies that came. */
    public Share share() {
        return share;
    }

    /** All cookies that are held now. */
    public List<Cookie> held() {
        return cookies.all();
    }

    /** Holds these cookies and no others: a browser went on with what was held, and these are what it came to. */
    public void hold(List<Cookie> held) {
        cookies.hold(held);
    }

    /** Throws all cookies away. */
    public void forget() {
        cookies.clear();
    }

    /**
     * Makes a request and follows where it leads.
     *
     * @param redirects how many are followed, 0 to look at the first answer whatever it is
     * @throws IllegalArgumentException when a header of the call cannot be sent
     */
    public Visit visit(Call call, int redirects, Deadline deadline) throws InterruptedException {
        return visit(call, redirects, soFar -> false, Discretion.NONE, deadline);
    }

    /**
     * The same, which stays at a redirect that somebody wants to look at.
     *
     * @param stop whether the last redirect of a visit so far is not to be followed
     * @param discretion what does not go where a redirect leads to others
     */
    public Visit visit(Call call, int redirects, Predicate<Visit> stop, Discretion discretion, Deadline deadline)
            throws InterruptedException {
        List<Hop> hops = new ArrayList<>();
        List<String> withheld = List.of();
        Call next = call;
        while (true) {
            Call sent = withCookies(next);
            Reply reply = line.exchange(sent, deadline);
            hops.add(new Hop(sent, reply, withheld));
            if (!(reply instanceof Reply.Answered(Answer answer, Phases phases))) {
                return new Visit(hops, reply, cookies.values(sent.url()));
            }
            cookies.store(sent.url(), answer.headers());
            Visit soFar = new Visit(hops, reply, cookies.values(sent.url()));
            Redirect redirect = Redirect.after(next, answer, hops.size() - 1, redirects, discretion);
            if (redirect instanceof Redirect.Stay || stop.test(soFar)) {
                return soFar;
            }
            switch (redirect) {
                case Redirect.Stay() -> {
                    return soFar;
                }
                case Redirect.Refuse(String detail) -> {
                    Reply refused = new Reply.Broken(Fault.REDIRECT, detail, phases);
                    return new Visit(hops, refused, cookies.values(sent.url()));
                }
                case Redirect.Decline(String detail) -> {
                    Reply declined = new Reply.Untold(Trouble.POLICY, detail, phases);
                    return new Visit(hops, declined, cookies.values(sent.url()));
                }
                case Redirect.Follow(Call further, List<String> kept) -> {
                    hops.set(hops.size() - 1, new Hop(sent, new Reply.Answered(left(answer), phases), withheld));
                    next = further;
                    withheld = kept;
                }
            }
        }
    }

    /** What is shown of an answer that led elsewhere, where nobody reads the rest of it. */
    private Answer left(Answer answer) {
        Bytes beginning = share.held(answer.body().first(Visit.SHOWN));
        if (beginning != answer.body()) {
            share.drop(answer.body());
        }
        return answer.with(beginning);
    }

    @Override
    public void close() {
        line.close();
    }

    /** The author's own {@code Cookie} header stands before what the jar holds. */
    private Call withCookies(Call call) {
        Optional<String> held = cookies.header(call.url());
        if (held.isEmpty()) {
            return call;
        }
        String own = call.headers().first("Cookie").map(text -> text + "; ").orElse("");
        return call.withHeaders(call.headers().with("Cookie", own + held.get()));
    }
}
