package dev.outrider.script;

import dev.outrider.journey.Hours;
import dev.outrider.journey.Journey;
import dev.outrider.source.Problem;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads what the header says of when it is watched, and of what may be seen of it. */
final class WatchReader {
    private static final int LARGEST = 64 << 20;
    private static final List<String> DAYS = List.of("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun");
    /** No header that opens a door is ever shown. */
    private static final Set<String> NEVER =
            Set.of("authorization", "proxy-authorization", "cookie", "set-cookie", "x-api-key");
    /** Read and checked, but nobody acts on them: said, so that nobody relies on it. */
    private static final List<String> NOT_OBEYED = List.of("during", "confirm", "exclusive");

    private WatchReader() {}

    /** Empty when they got an error. */
    static Optional<Hours> hours(Node.Scalar scalar, Problems problems) {
        String[] words = scalar.text().strip().split(" +", -1);
        String[] times = words[1].split("-", 2);
        LocalTime from = LocalTime.parse(times[0]);
        LocalTime to = times[1].equals("24:00") ? LocalTime.MAX : LocalTime.parse(times[1]);
        try {
            if (!from.isBefore(to)) {
                problems.error(
                        scalar.place(), "these hours end before they begin", "hours lie within one day: 08:00-24:00");
                return Optional.empty();
            }
            return Optional.of(new Hours(days(words[0]), from, to, ZoneId.of(words[2])));
        } catch (DateTimeException unknown) {
            problems.error(scalar.place(), "'" + words[2] + "' is not a time zone", "for example Europe/Berlin or UTC");
            return Optional.empty();
        }
    }

    /** {@code Fri-Mon} goes over the end of the week. */
    private static Set<DayOfWeek> days(String text) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (String range : text.split(",", -1)) {
            String[] ends = range.split("-", -1);
            int last = DAYS.indexOf(ends[ends.length - 1]);
            for (int day = DAYS.indexOf(ends[0]); ; day = (day + 1) % DAYS.size()) {
                days.add(DayOfWeek.of(day + 1));
                if (day == last) {
                    break;
                }
            }
        }
        return days;
    }

    static Journey.Confirm confirm(Fields fields, Problems problems) {
        if (fields.node("confirm").orElse(null) instanceof Node.Mapping) {
            Optional<Duration> after = fields.object("confirm", problems).flatMap(confirm -> confirm.duration("after"));
            return after.<Journey.Confirm>map(Journey.Confirm.After::new).orElseGet(Journey.Confirm.Usual::new);
        }
        return fields.has("confirm") ? new Journey.Confirm.Off() : new Journey.Confirm.Usual();
    }

    /** In bytes. */
    static int bytes(Node.Scalar size, Problems problems) {
        String text = size.text().strip();
        long count = Long.parseLong(text.substring(0, text.length() - 3));
        long bytes = text.endsWith("MiB") ? count << 20 : count << 10;
        if (bytes > LARGEST) {
            problems.error(size.place(), "an answer longer than 64MiB is a fault, so no more is ever kept");
        }
        return (int) Math.min(bytes, LARGEST);
    }

    static Journey.Telling telling(Fields fields) {
        Set<String> reveal = fields.texts("reveal").stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        Set<String> trace = fields.texts("trace").stream()
                .map(host -> host.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        return new Journey.Telling(Set.copyOf(fields.texts("redact")), reveal, trace);
    }

    static void check(Fields fields, Problems problems) {
        for (Node.Scalar name : fields.scalars("reveal")) {
            if (NEVER.contains(name.text().toLowerCase(Locale.ROOT))) {
                problems.error(name.place(), "'" + name.text() + "' opens doors, and is never shown");
            }
        }
        for (Node.Scalar host : fields.scalars("trace")) {
            if (!host.text().matches("[A-Za-z0-9.-]+(:[0-9]{1,5})?")) {
                problems.error(host.place(), "this is not a host", "", "write the name alone: pay.example.com");
            }
        }
        if (fields.has("exclusive") && !fields.isTrue("mutates")) {
            problems.error(
                    fields.place("exclusive"),
                    "a lock is for journeys that change things",
                    "add 'mutates: true', or remove it");
        }
        for (String key : NOT_OBEYED) {
            if (fields.has(key)) {
                problems.accept(Problem.warning(
                                fields.place(key), "'" + key + "' is not obeyed yet by the coordinator", "")
                        .hint("it is checked and kept; until then the journey is watched as if it were not there"));
            }
        }
    }
}
