package dev.outrider.coordinator.verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * The states of one thing over time: segments without gaps, and none like the one before it, so that equal histories
 * are equal values.
 */
public record Strip<S>(List<Segment<S>> segments) {
    /** The strip of these segments, in order and without gaps; equal neighbours become one. */
    public Strip {
        segments = joined(segments);
    }

    public static <S> Strip<S> empty() {
        return new Strip<>(List.of());
    }

    public boolean isEmpty() {
        return segments.isEmpty();
    }

    public long from() {
        return segments.getFirst().from();
    }

    public long to() {
        return segments.getLast().to();
    }

    /** The segment at this instant, none outside the strip. */
    public Optional<Segment<S>> at(long instant) {
        int index = indexOf(instant);
        return index < 0 ? Optional.empty() : Optional.of(segments.get(index));
    }

    /** The part of it in [from, to). */
    public Strip<S> clip(long from, long to) {
        List<Segment<S>> inside = new ArrayList<>();
        for (int i = firstEndingAfter(from);
                i < segments.size() && segments.get(i).from() < to;
                i++) {
            Segment<S> segment = segments.get(i);
            long start = Math.max(from, segment.from());
            long end = Math.min(to, segment.to());
            if (start < end) {
                inside.add(new Segment<>(start, end, segment.state()));
            }
        }
        return new Strip<>(inside);
    }

    /** Its segments that end after an instant, whole. */
    public Strip<S> after(long instant) {
        return new Strip<>(segments.subList(firstEndingAfter(instant), segments.size()));
    }

    /** The part of it in [from, to), and what is before it in a state of its own. */
    public Strip<S> window(long from, long to, S before) {
        long begin = Math.min(to, isEmpty() ? to : from());
        List<Segment<S>> parts = new ArrayList<>();
        if (from < begin) {
            parts.add(new Segment<>(from, begin, before));
        }
        parts.addAll(clip(from, to).segments());
        return new Strip<>(parts);
    }

    /** With an open end: the last state lasts. */
    public Strip<S> opened() {
        if (isEmpty()) {
            return this;
        }
        List<Segment<S>> open = new ArrayList<>(segments);
        Segment<S> last = open.removeLast();
        open.add(new Segment<>(last.from(), Segment.OPEN, last.state()));
        return new Strip<>(open);
    }

    /** The same spans in other words. */
    public <T> Strip<T> map(Function<S, T> word) {
        return new Strip<>(segments.stream()
                .map(segment -> new Segment<>(segment.from(), segment.to(), word.apply(segment.state())))
                .toList());
    }

    /** This strip with the patch in the place of what it had there. */
    public Strip<S> with(Strip<S> patch) {
        if (patch.isEmpty()) {
            return this;
        }
        List<Segment<S>> parts =
                new ArrayList<>(clip(Long.MIN_VALUE, patch.from()).segments());
        parts.addAll(patch.segments());
        parts.addAll(clip(patch.to(), Segment.OPEN).segments());
        return new Strip<>(parts);
    }

    /** The shortest piece of this strip outside which it says what {@code before} says; empty when all is the same. */
    public Strip<S> changesFrom(Strip<S> before) {
        List<Segment<S>> changed = new ArrayList<>();
        for (Segment<S> segment : segments) {
            long at = segment.from();
            while (at < segment.to()) {
                Optional<Segment<S>> old = before.at(at);
                long end = Math.min(segment.to(), old.map(Segment::to).orElseGet(() -> before.startAfter(segment)));
                if (!Objects.equals(old.map(Segment::state), Optional.of(segment.state()))) {
                    changed.add(new Segment<>(at, end, segment.state()));
                }
                at = end;
            }
        }
        return changed.isEmpty()
                ? empty()
                : clip(changed.getFirst().from(), changed.getLast().to());
    }

    /** Where a strip that does not cover the beginning of this segment begins, at most the segment's end. */
    private long startAfter(Segment<S> segment) {
        return !isEmpty() && segment.from() < from() ? Math.min(from(), segment.to()) : segment.to();
    }

    private int indexOf(long instant) {
        int index = firstEndingAfter(instant);
        return index < segments.size() && segments.get(index).holds(instant) ? index : -1;
    }

    private int firstEndingAfter(long instant) {
        int low = 0;
        int high = segments.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (segments.get(middle).to() <= instant) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static <S> List<Segment<S>> joined(List<Segment<S>> parts) {
        List<Segment<S>> joined = new ArrayList<>(parts.size());
        for (Segment<S> part : parts) {
            if (joined.isEmpty()) {
                joined.add(part);
            } else {
                join(joined, part);
            }
        }
        return List.copyOf(joined);
    }

    private static <S> void join(List<Segment<S>> joined, Segment<S> part) {
        Segment<S> last = joined.getLast();
        if (last.to() != part.from()) {
            throw new IllegalArgumentException("not contiguous: " + last + ", " + part);
        }
        if (last.state().equals(part.state())) {
            joined.set(joined.size() - 1, new Segment<>(last.from(), part.to(), part.state()));
        } else {
            joined.add(part);
        }
    }
}
