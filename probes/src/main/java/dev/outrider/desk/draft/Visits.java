package dev.outrider.desk.draft;

import dev.outrider.desk.recording.Exchange;
import dev.outrider.desk.recording.Exchange.Answer;
import dev.outrider.run.http.Url;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Folds exchanges into visits: redirects into what led to them, questions that were repeated into one. */
final class Visits {
    private final List<Exchange> rest;
    private final List<Visit> visits = new ArrayList<>();

    private Visits(List<Exchange> exchanges) {
        this.rest = new ArrayList<>(exchanges);
    }

    static List<Visit> of(List<Exchange> exchanges) {
        Visits folding = new Visits(exchanges);
        while (!folding.rest.isEmpty()) {
            folding.add(new Visit(folding.hops(), List.of()));
        }
        return folding.visits;
    }

    /** The next exchange, and those that its redirects led to, wherever among what follows they stand. */
    private List<Exchange> hops() {
        List<Exchange> hops = new ArrayList<>();
        hops.add(rest.removeFirst());
        Optional<Exchange> next = next(hops.getLast());
        while (next.isPresent() && hops.size() <= 10) {
            rest.remove(next.get());
            hops.add(next.get());
            next = next(next.get());
        }
        return hops;
    }

    private Optional<Exchange> next(Exchange from) {
        Optional<Url> target = from.answer().filter(Answer::isRedirect).flatMap(answer -> target(from, answer));
        return target.flatMap(url -> rest.stream()
                .filter(exchange -> exchange.request().url().equals(url))
                .findFirst());
    }

    private static Optional<Url> target(Exchange from, Answer answer) {
        try {
            return answer.headers().first("location").map(from.request().url()::resolve);
        } catch (IllegalArgumentException nowhere) {
            return Optional.empty();
        }
    }

    private void add(Visit visit) {
        if (!visit.request().isRead() || visit.isRedirected()) {
            visits.add(visit);
            return;
        }
        List<Answer> before = new ArrayList<>();
        boolean same = false;
        for (Visit earlier : sinceTheLastChange()) {
            if (earlier.url().equals(visit.url()) && earlier.answer().isPresent()) {
                before.add(earlier.answer().get());
                same |= body(earlier).equals(body(visit));
            }
        }
        boolean awaited = Awaited.of(visit.answer(), before).isPresent();
        if (awaited) {
            visits.removeIf(each -> !each.isRedirected()
                    && each.request().isRead()
                    && each.url().equals(visit.url()));
            visits.add(new Visit(visit.hops(), before));
        } else if (!same && (before.isEmpty() || isPage(visit))) {
            visits.add(visit);
        }
    }

    /** The visits from the last one that may have changed something, itself included: its answer is a first look. */
    private List<Visit> sinceTheLastChange() {
        int from = visits.size();
        while (from > 0) {
            from--;
            if (!visits.get(from).request().isRead()) {
                break;
            }
        }
        return List.copyOf(visits.subList(from, visits.size()));
    }

    private static String body(Visit visit) {
        return visit.answer().map(Answer::body).orElse("");
    }

    private static boolean isPage(Visit visit) {
        return visit.answer().map(Answer::isPage).orElse(false);
    }
}
