package dev.outrider.desk.draft;

import dev.outrider.desk.recording.Exchange;
import dev.outrider.desk.recording.Exchange.Answer;
import dev.outrider.desk.recording.Exchange.Payload;
import dev.outrider.desk.recording.Recording;
import dev.outrider.run.http.Origin;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Makes a journey of a recording. */
public final class Drafting {
    private static final String UNDOES = ".*(cancel|delete|remove|empty|clear|refund|log-?out|sign-?out).*";
    private static final String REVOKES = ".*(cancel|delete|remove|empty|clear|refund).*";

    private final Wish wish;
    private final Lifted lifted;
    private final Correlation values;
    private final List<String> notes = new ArrayList<>();
    private final List<StepDraft> steps = new ArrayList<>();

    private Drafting(Wish wish, Recording recording) {
        this.wish = wish;
        this.lifted = new Lifted(wish.id());
        this.values = new Correlation(new Naming(), lifted, recording.vars());
        notes.addAll(recording.notes());
    }

    /**
     * Drafts it; nothing when no exchange of the recording is a customer's, which a note of the result then says.
     *
     * @return empty when there is nothing to make a journey of
     */
    public static Optional<Draft> of(Recording recording, Wish wish) {
        return new Drafting(wish, recording).draft(recording);
    }

    private Optional<Draft> draft(Recording recording) {
        Map<String, Integer> dropped = new TreeMap<>();
        List<Exchange> kept = new ArrayList<>();
        for (Exchange exchange : recording.exchanges()) {
            Noise.of(exchange).ifPresentOrElse(why -> dropped.merge(why, 1, Integer::sum), () -> kept.add(exchange));
        }
        if (kept.isEmpty()) {
            return Optional.empty();
        }
        Origin base = kept.getFirst().request().url().origin();
        lifted.var("shop", base.toString());
        List<Visit> visits = Visits.of(kept);
        StepNames names = new StepNames();
        Requests requests = new Requests(values, lifted, base, wish.headers(), notes);
        int cleanup = cleanup(visits);
        if (visits.stream().anyMatch(visit -> visit.answer().isEmpty())) {
            notes.add("what has no recorded answer is expected to answer 200, which is a guess");
        }
        // A clean-up cannot count on the page that was seen last: it writes its requests itself.
        visits.subList(0, cleanup)
                .forEach(visit -> add(visit, names, requests, values.history().lastPage()));
        values.history().cleanUp();
        visits.subList(cleanup, visits.size()).forEach(visit -> add(visit, names, requests, Optional.empty()));
        others(visits, base);
        List<StepDraft> main = withoutRepeats(visits.subList(0, cleanup));
        List<StepDraft> undoing = steps.subList(cleanup, steps.size()).stream()
                .filter(step -> !step.method().equals("GET") || !step.captures().isEmpty())
                .toList();
        prune(main, undoing);
        String journey = JourneyText.of(
                wish,
                summary(recording.exchanges().size(), main.size() + undoing.size(), dropped),
                values.lets(),
                main,
                undoing,
                isUndone(visits, cleanup));
        notes.addAll(values.notes());
        return Optional.of(new Draft(journey, lifted.vars(), lifted.secrets(), notes));
    }

    /** What only a step needed that was left out, is needed no more. */
    private void prune(List<StepDraft> main, List<StepDraft> undoing) {
        List<StepDraft> all = new ArrayList<>(main);
        all.addAll(undoing);
        Set<String> used = Used.names(all);
        all.forEach(step -> step.captures().keySet().retainAll(used));
        values.lets().keySet().retainAll(used);
    }

    /** A page's script asks the same again and again; what was seen once, and where nothing later comes from, is enough. */
    private List<StepDraft> withoutRepeats(List<Visit> visits) {
        List<StepDraft> kept = new ArrayList<>();
        Set<Object> asked = new HashSet<>();
        for (int i = 0; i < visits.size(); i++) {
            StepDraft step = steps.get(i);
            boolean again = isQuestion(visits.get(i))
                    && !asked.add(List.of(step.method(), step.url(), step.query(), step.body()));
            if (!again || !step.captures().isEmpty() || step.until().isPresent()) {
                kept.add(step);
            }
        }
        return kept;
    }

    /** Whether a script asked it, and nothing changed by it. */
    private static boolean isQuestion(Visit visit) {
        boolean page = visit.answer().map(Answer::isPage).orElse(false);
        return switch (visit.request().payload()) {
            case Payload.None none -> visit.request().isRead() && !page;
            case Payload.Json(Object tree) ->
                GraphQl.of(tree).map(GraphQl::isRead).orElse(false);
            case Payload.Form form -> false;
            case Payload.Text text -> false;
            case Payload.Parts parts -> false;
        };
    }

    private void add(Visit visit, StepNames names, Requests requests, Optional<PageFinder> page) {
        String name = names.of(visit, values.history().lastPage());
        values.begin(name, visit);
        StepDraft draft = requests.draft(name, visit, page);
        draft.expectations().addAll(Expectations.of(visit));
        values.end(draft, visit);
        steps.add(draft);
    }

    private void others(List<Visit> visits, Origin base) {
        String others = visits.stream()
                .map(visit -> visit.request().url().origin())
                .filter(origin -> !origin.equals(base))
                .map(Origin::authority)
                .collect(Collectors.toCollection(TreeSet::new))
                .stream()
                .collect(Collectors.joining(", "));
        if (!others.isEmpty()) {
            notes.add("it also asks " + others + ": take out the steps that are not the customer's way");
        }
    }

    /** Where the clean-up begins: with the first of the last steps that only undo and look. */
    private static int cleanup(List<Visit> visits) {
        int begin = visits.size();
        for (int i = visits.size() - 1; i > 0; i--) {
            if (undoes(visits.get(i), UNDOES)) {
                begin = i;
            } else if (!visits.get(i).request().isRead()) {
                break;
            }
        }
        return begin;
    }

    private static boolean undoes(Visit visit, String what) {
        return visit.request().method().equals("DELETE")
                || (!visit.request().isRead()
                        && visit.request().url().path().toLowerCase(Locale.ROOT).matches(what));
    }

    /** Whether the clean-up takes back what the customer did, and does not only log out. */
    private boolean isUndone(List<Visit> visits, int cleanup) {
        boolean undone = visits.subList(cleanup, visits.size()).stream().anyMatch(visit -> undoes(visit, REVOKES));
        boolean changes = visits.subList(0, cleanup).stream()
                .anyMatch(visit -> !visit.request().isRead()
                        && !visit.request()
                                .url()
                                .path()
                                .toLowerCase(Locale.ROOT)
                                .matches(".*(log-?in|sign-?in|search|graphql).*"));
        if (changes && !undone) {
            notes.add("it changes things and the recording takes nothing back: write 'mutates: true' and clean up in"
                    + " 'finally:', or canaries pile up");
        }
        return undone;
    }

    private String summary(int all, int made, Map<String, Integer> dropped) {
        String left = dropped.entrySet().stream()
                .map(each -> each.getValue() + " " + each.getKey())
                .collect(Collectors.joining(", "));
        int kept = all - dropped.values().stream().mapToInt(Integer::intValue).sum();
        return "Made of %s: requests %d, steps %d%s."
                .formatted(wish.source(), kept, made, left.isEmpty() ? "" : "; left out: " + left);
    }
}
