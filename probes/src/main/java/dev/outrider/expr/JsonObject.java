package dev.outrider.expr;

import dev.cel.common.exceptions.CelAttributeNotFoundException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.values.StructValue;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An object as CEL walks it. It is a CEL struct and a map at once: CEL copies ordinary maps anew at every selection, which
 * makes one evaluation over a thousand items take seconds; its own structs it leaves alone.
 */
@SuppressWarnings("Immutable")
sealed class JsonObject extends StructValue<String, Object> implements Map<String, Object> permits Shot {
    private static final MapType TYPE = MapType.create(SimpleType.STRING, SimpleType.DYN);

    private final Map<String, Object> members;

    /** @param members values of {@link Values} only; not copied, not changed any more */
    JsonObject(Map<String, Object> members) {
        this.members = Collections.unmodifiableMap(members);
    }

    @Override
    public Object select(String field) {
        Object value = members.get(field);
        if (value == null) {
            throw CelAttributeNotFoundException.of(missing(field));
        }
        return value;
    }

    private String missing(String field) {
        return "no field '%s' here; %s"
                .formatted(
                        field,
                        members.isEmpty()
                                ? "this object is empty"
                                : "this object has: " + Shown.names(members.keySet()));
    }

    @Override
    public Optional<Object> find(String field) {
        return Optional.ofNullable(members.get(field));
    }

    @Override
    public Object value() {
        return this;
    }

    @Override
    public boolean isZeroValue() {
        return members.isEmpty();
    }

    @Override
    public CelType celType() {
        return TYPE;
    }

    @Override
    public int size() {
        return members.size();
    }

    @Override
    public boolean isEmpty() {
        return members.isEmpty();
    }

    @Override
    public boolean containsKey(Object key) {
        return members.containsKey(key);
    }

    @Override
    public boolean containsValue(Object value) {
        return members.containsValue(value);
    }

    @Override
    public @Nullable Object get(Object key) {
        return members.get(key);
    }

    @Override
    public Set<String> keySet() {
        return members.keySet();
    }

    @Override
    public Collection<Object> values() {
        return members.values();
    }

    @Override
    public Set<Entry<String, Object>> entrySet() {
        Work.reads(members.size());
        return members.entrySet();
    }

    @Override
    public Object put(String key, Object value) {
        throw new UnsupportedOperationException("an answer does not change");
    }

    @Override
    public Object remove(Object key) {
        throw new UnsupportedOperationException("an answer does not change");
    }

    @Override
    public void putAll(Map<? extends String, ?> more) {
        throw new UnsupportedOperationException("an answer does not change");
    }

    @Override
    public void clear() {
        throw new UnsupportedOperationException("an answer does not change");
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return members.equals(other);
    }

    @Override
    public int hashCode() {
        return members.hashCode();
    }

    @Override
    public String toString() {
        return Json.write(this);
    }
}
