package dev.outrider.expr;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.values.CelValue;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.ListIterator;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * A list as CEL walks it: a CEL value and a list at once, which CEL neither walks nor copies at every use.
 *
 * <p>A loop of CEL's appends an item a round, {@code list + [item]}. The longer list shares its items with the shorter,
 * which sees no more than its own; only a list that has been appended to before is copied.
 */
@SuppressWarnings("Immutable")
final class JsonList extends CelValue implements List<Object>, RandomAccess {
    private static final ListType TYPE = ListType.create(SimpleType.DYN);

    private final List<Object> shared;
    private final boolean growing;
    private final List<Object> items;

    /** @param items values of {@link Values} only; not copied, not changed any more */
    JsonList(List<Object> items) {
        this(items, items.size(), false);
    }

    private JsonList(List<Object> shared, int size, boolean growing) {
        this.shared = shared;
        this.growing = growing;
        this.items = new Head(shared, size);
    }

    /** This list with more behind it. */
    JsonList plus(Collection<?> more) {
        boolean last = growing && shared.size() == size();
        Work.makes(last ? more.size() : (long) size() + more.size());
        List<Object> all = last ? shared : new ArrayList<>(items);
        all.addAll(more);
        return new JsonList(all, all.size(), true);
    }

    /** The first items of a list that may have more. */
    private static final class Head extends AbstractList<Object> implements RandomAccess {
        private final List<Object> all;
        private final int size;

        Head(List<Object> all, int size) {
            this.all = all;
            this.size = size;
        }

        @Override
        public Object get(int index) {
            return all.get(java.util.Objects.checkIndex(index, size));
        }

        @Override
        public int size() {
            return size;
        }
    }

    @Override
    public Object value() {
        return this;
    }

    @Override
    public boolean isZeroValue() {
        return isEmpty();
    }

    @Override
    public CelType celType() {
        return TYPE;
    }

    @Override
    public int size() {
        return items.size();
    }

    @Override
    public boolean isEmpty() {
        return items.isEmpty();
    }

    @Override
    public Object get(int index) {
        return items.get(index);
    }

    @Override
    public boolean contains(Object item) {
        Work.reads(size());
        return items.contains(item);
    }

    @Override
    public Iterator<Object> iterator() {
        Work.reads(size());
        return items.iterator();
    }

    @Override
    public Object[] toArray() {
        return items.toArray();
    }

    @Override
    public <T> T[] toArray(T[] array) {
        return items.toArray(array);
    }

    @Override
    public boolean containsAll(Collection<?> others) {
        return items.containsAll(others);
    }

    @Override
    public int indexOf(Object item) {
        return items.indexOf(item);
    }

    @Override
    public int lastIndexOf(Object item) {
        return items.lastIndexOf(item);
    }

    @Override
    public ListIterator<Object> listIterator() {
        return items.listIterator();
    }

    @Override
    public ListIterator<Object> listIterator(int index) {
        return items.listIterator(index);
    }

    @Override
    public List<Object> subList(int from, int to) {
        return items.subList(from, to);
    }

    @Override
    public boolean add(Object item) {
        throw unchanging();
    }

    @Override
    public void add(int index, Object item) {
        throw unchanging();
    }

    @Override
    public boolean addAll(Collection<?> more) {
        throw unchanging();
    }

    @Override
    public boolean addAll(int index, Collection<?> more) {
        throw unchanging();
    }

    @Override
    public Object set(int index, Object item) {
        throw unchanging();
    }

    @Override
    public Object remove(int index) {
        throw unchanging();
    }

    @Override
    public boolean remove(Object item) {
        throw unchanging();
    }

    @Override
    public boolean removeAll(Collection<?> others) {
        throw unchanging();
    }

    @Override
    public boolean retainAll(Collection<?> others) {
        throw unchanging();
    }

    @Override
    public void clear() {
        throw unchanging();
    }

    private static UnsupportedOperationException unchanging() {
        return new UnsupportedOperationException("an answer does not change");
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return items.equals(other);
    }

    @Override
    public int hashCode() {
        return items.hashCode();
    }

    @Override
    public String toString() {
        return Json.write(this);
    }
}
