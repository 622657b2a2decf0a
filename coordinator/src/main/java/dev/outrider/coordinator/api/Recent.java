package dev.outrider.coordinator.api;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Remembers an answer for a quarter of a second, so that a crowd of pages which all heard of one event asks the store
 * once. The pages wait longer than that before they ask again.
 */
final class Recent<K, V> {
    private static final long KEEP_NANOS = Duration.ofMillis(250).toNanos();

    private final Function<K, V> source;
    private final Map<K, Answer<V>> answers = new ConcurrentHashMap<>();

    private record Answer<V>(V value, long at) {}

    Recent(Function<K, V> source) {
        this.source = source;
    }

    /** The answer, at most so old; while one thread reads it, others wait for it. */
    V get(K key) {
        return answers.compute(key, this::fresh).value();
    }

    private Answer<V> fresh(K key, @Nullable Answer<V> known) {
        long begun = System.nanoTime();
        return known != null && begun - known.at() < KEEP_NANOS ? known : new Answer<>(source.apply(key), begun);
    }
}
