package dev.outrider.expr;

import com.google.common.primitives.UnsignedLong;
import dev.cel.common.values.CelByteString;
import dev.cel.common.values.NullValue;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes the values that expressions read from what a target answered, and text and JSON from values. */
public final class Values {
    /** JSON's null, which is a value. */
    public static final Object NULL = NullValue.NULL_VALUE;

    /** The phases of an exchange that {@code timing} has, in their order. */
    public static final List<String> PHASES =
            List.of("resolve", "connect", "tls", "settings", "send", "wait", "download", "script", "total");

    private Values() {}

    /** JSON text as CEL walks it. @throws Names.NotAvailable with the reason when it is not JSON */
    public static Object json(String text) {
        return Json.read(text);
    }

    /** A page for {@code html.text(css)}; links resolve against {@code url}. */
    public static Object html(String text, URI url) {
        return new Page(text, url);
    }

    /** A page in a browser for {@code page.title} and {@code page.text(css)}. */
    public static Object page(String html, URI url, String title) {
        return new Shot(new Page(html, url), Map.of("title", title, "url", url.toString()));
    }

    /** A document for {@code xml.text(path)}. */
    public static Object xml(String text) {
        return new Xml(text);
    }

    /** Something with fields for {@code tls.daysLeft}; of the kinds of values that {@link Names} may give. */
    public static Object struct(Map<String, Object> fields) {
        return toCel(fields);
    }

    /** Phases of an exchange for {@code timing.total}; a name that is missing is zero. */
    public static Object timing(Map<String, Duration> phases) {
        Map<String, Object> all = new LinkedHashMap<>();
        PHASES.forEach(phase -> all.put(phase, phases.getOrDefault(phase, Duration.ZERO)));
        return new JsonObject(all);
    }

    /** A value as it stands in text: a whole double without a fraction, strings as they are. */
    public static String text(Object value) {
        return switch (value) {
            case String text -> text;
            case Double number -> text((double) number);
            case Duration duration -> text(duration);
            case Map<?, ?> map -> Json.write(map);
            case List<?> list -> Json.write(list);
            default -> value.equals(NULL) ? "null" : value.toString();
        };
    }

    private static String text(double number) {
        return Double.isFinite(number)
                ? new BigDecimal(Double.toString(number)).stripTrailingZeros().toPlainString()
                : Double.toString(number);
    }

    private static String text(Duration duration) {
        BigDecimal seconds = BigDecimal.valueOf(duration.toNanos(), 9).stripTrailingZeros();
        return seconds.toPlainString() + "s";
    }

    /** Text of a value that can stand in text; of null, a list, an object or bytes there is none. */
    static Optional<String> scalar(Object value) {
        return switch (value) {
            case Map<?, ?> map -> Optional.empty();
            case List<?> list -> Optional.empty();
            case byte[] bytes -> Optional.empty();
            case Page page -> Optional.empty();
            case Xml xml -> Optional.empty();
            default -> value.equals(NULL) ? Optional.empty() : Optional.of(text(value));
        };
    }

    /** What kind of thing it is, with its article, for messages. */
    static String kind(Object value) {
        return switch (value) {
            case Map<?, ?> map -> "an object";
            case List<?> list -> "a list";
            case byte[] bytes -> "bytes";
            case Page page -> "a page";
            case Xml xml -> "XML";
            case String text -> "text";
            case Number number -> "a number";
            default ->
                value.equals(NULL)
                        ? "null"
                        : "a " + value.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
        };
    }

    /** A value as a JSON text, for bodies and for the wire. */
    public static String toJson(Object value) {
        return Json.write(value);
    }

    /** Names of headers are the same however they are written, and whoever gives them says so by their order. */
    private static Map<String, Object> members(Map<?, ?> of) {
        return of instanceof SortedMap<?, ?> sorted && String.CASE_INSENSITIVE_ORDER.equals(sorted.comparator())
                ? new TreeMap<>(String.CASE_INSENSITIVE_ORDER)
                : new LinkedHashMap<>();
    }

    /** What CEL is given for a value of {@link Names}. */
    static Object toCel(@Nullable Object value) {
        return switch (value) {
            case null -> NULL;
            case JsonObject object -> object;
            case JsonList list -> list;
            case Map<?, ?> map -> {
                Map<String, Object> members = members(map);
                map.forEach((name, member) -> members.put(String.valueOf(name), toCel(member)));
                yield new JsonObject(members);
            }
            case Collection<?> list -> {
                List<Object> items = new ArrayList<>(list.size());
                list.forEach(item -> items.add(toCel(item)));
                yield new JsonList(items);
            }
            case BigDecimal number -> number.doubleValue();
            case Integer number -> number.longValue();
            case Float number -> number.doubleValue();
            case byte[] bytes -> CelByteString.of(bytes);
            case Optional<?> optional -> optional.map(Values::toCel);
            default -> value;
        };
    }

    /** What an evaluation hands out for a value of CEL. */
    static Object fromCel(@Nullable Object value) {
        return switch (value) {
            case null -> NULL;
            case CelByteString bytes -> bytes.toByteArray();
            case UnsignedLong number ->
                number.bigIntegerValue().bitLength() < 64 ? (Object) number.longValue() : number.doubleValue();
            case Optional<?> optional -> optional.map(Values::fromCel).orElse(NULL);
            case Boolean b -> b;
            case Long n -> n;
            case Double d -> d;
            case String s -> s;
            case Instant i -> i;
            case Duration d -> d;
            default -> toCel(value);
        };
    }
}
