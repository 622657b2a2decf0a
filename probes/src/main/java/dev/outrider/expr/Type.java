package dev.outrider.expr;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.OptionalType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** What is known of a value before there is one. */
public final class Type {
    public static final Type BOOL = new Type(SimpleType.BOOL);
    public static final Type INT = new Type(SimpleType.INT);
    public static final Type DOUBLE = new Type(SimpleType.DOUBLE);
    public static final Type STRING = new Type(SimpleType.STRING);
    public static final Type BYTES = new Type(SimpleType.BYTES);
    public static final Type DURATION = new Type(SimpleType.DURATION);
    public static final Type TIMESTAMP = new Type(SimpleType.TIMESTAMP);
    /** Anything: what only an answer can tell. */
    public static final Type DYN = new Type(SimpleType.DYN);

    public static final Type STRINGS = new Type(ListType.create(SimpleType.STRING));
    public static final Type STRING_MAP = new Type(MapType.create(SimpleType.STRING, SimpleType.STRING));
    /** A page that answers {@code text(css)}, {@code attr(css, name)} and {@code count(css)}. */
    public static final Type HTML = new Type(OpaqueType.create("html"));

    /** XML that answers {@code text(path)} and {@code count(path)}. */
    public static final Type XML = new Type(OpaqueType.create("xml"));
    /** A request as {@code sign} sees it: complete, and not sent yet. */
    public static final Type REQUEST = struct(
            "request",
            Map.of(
                    "method", STRING,
                    "url", STRING,
                    "path", STRING,
                    "query", STRING,
                    "headers", STRING_MAP,
                    "text", STRING,
                    "body", BYTES));

    /** A page in a browser, which answers as HTML does. */
    public static final Type PAGE = struct("page", Map.of("title", STRING, "url", STRING));

    private final CelType cel;
    private final Map<String, Type> fields;

    private Type(CelType cel) {
        this(cel, Map.of());
    }

    private Type(CelType cel, Map<String, Type> fields) {
        this.cel = cel;
        this.fields = fields;
    }

    static Type of(CelType cel) {
        return new Type(cel);
    }

    /** An object whose fields are known; reading another one is a mistake. */
    public static Type struct(String name, Map<String, Type> fields) {
        Map<String, Type> sorted = new TreeMap<>(fields);
        ImmutableMap<String, CelType> types = ImmutableMap.copyOf(Maps.transformValues(sorted, Type::cel));
        StructType struct = StructType.create(name, types.keySet(), field -> Optional.ofNullable(types.get(field)));
        return new Type(struct, sorted);
    }

    /** A list of these. */
    public Type list() {
        return new Type(ListType.create(cel), fields.isEmpty() ? Map.of() : Map.of("*", this));
    }

    /** A value that may be absent: {@code x.orValue('')} says what then. */
    public Type optional() {
        return new Type(OptionalType.create(cel));
    }

    public boolean isOptional() {
        return cel instanceof OptionalType;
    }

    /** Whether a value of it may decide something. */
    public boolean isCondition() {
        return isAny() || cel.equals(SimpleType.BOOL);
    }

    /** Whether a value of it can stand in text. */
    public boolean isText() {
        return switch (cel.kind()) {
            case LIST, MAP, STRUCT, OPAQUE, BYTES, NULL_TYPE -> false;
            default -> true;
        };
    }

    /** Whether a value of it has names with values. */
    public boolean isObject() {
        return switch (cel.kind()) {
            case MAP, STRUCT, DYN, ANY -> true;
            default -> false;
        };
    }

    public boolean isAny() {
        return cel.equals(SimpleType.DYN) || cel.equals(SimpleType.ANY);
    }

    Map<String, Type> fields() {
        return fields;
    }

    CelType cel() {
        return cel;
    }

    /** With its article, for messages: {@code an int}. */
    public String word() {
        return Words.of(cel);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Type type && cel.equals(type.cel) && fields.equals(type.fields);
    }

    @Override
    public int hashCode() {
        return Objects.hash(cel, fields);
    }

    @Override
    public String toString() {
        return word();
    }
}
