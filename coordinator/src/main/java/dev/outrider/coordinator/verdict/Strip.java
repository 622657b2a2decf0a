package dev.outrider.coordinator.verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The states of one thing over time: segments without gaps, and none like the one before it, so that equal histories
 * are equal values.
 */
public record Strip<S>(List<Segment<S>> segments) {
    /** The strip of these segments, in order and without gaps; equal neighbours become one. */
    public Strip {
        segments = joined(segments);
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
                ? new Strip<>(List.of())
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
