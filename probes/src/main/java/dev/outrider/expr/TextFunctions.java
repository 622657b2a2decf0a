package dev.outrider.expr;

import static dev.cel.common.types.SimpleType.BYTES;
import static dev.cel.common.types.SimpleType.INT;
import static dev.cel.common.types.SimpleType.STRING;
import static dev.outrider.expr.Function.instead;
import static dev.outrider.expr.Function.member;

import com.google.re2j.Pattern;
import dev.cel.common.types.ListType;
import dev.cel.common.values.CelByteString;
import java.util.ArrayList;
import java.util.List;

/** Functions on text. Whatever makes text says first how much: a chain of doublings must not fill the memory. */
final class TextFunctions {
    private static final ListType STRINGS = ListType.create(STRING);
    /** What the matcher costs beside a plain look at a character. */
    private static final int MATCHING = 10;

    static final List<Function> ALL = List.of(
            instead("_+_", "add_string", List.of(STRING, STRING), a -> join(text(a, 0), text(a, 1))),
            instead("_+_", "add_bytes", List.of(BYTES, BYTES), a -> join(bytes(a, 0), bytes(a, 1))),
            instead("string", "bytes_to_string", List.of(BYTES), a -> decoded(bytes(a, 0))),
            // CEL joins the forms of one name only when there are two of ours: hence the identities.
            instead("string", "string_to_string", List.of(STRING), a -> a[0]),
            instead("bytes", "bytes_to_bytes", List.of(BYTES), a -> a[0]),
            instead("bytes", "string_to_bytes", List.of(STRING), a -> CelByteString.copyFromUtf8(made(a))),
            instead("size", "size_string", List.of(STRING), a -> size(text(a, 0))),
            instead("size", "string_size", List.of(STRING), a -> size(text(a, 0))),
            instead("contains", "contains_string", List.of(STRING, STRING), a -> read(a).contains(text(a, 1))),
            instead("matches", "matches", List.of(STRING, STRING), a -> matches(text(a, 0), text(a, 1))),
            instead("matches", "matches_string", List.of(STRING, STRING), a -> matches(text(a, 0), text(a, 1))),
            member("lowerAscii", STRING, List.of(STRING), a -> ascii(made(a), 'A', 'Z', 32), "small letters"),
            member("upperAscii", STRING, List.of(STRING), a -> ascii(made(a), 'a', 'z', -32), "capital letters"),
            member("trim", STRING, List.of(STRING), a -> made(a).strip(), "without space around it"),
            member(
                    "replace",
                    STRING,
                    List.of(STRING, STRING, STRING),
                    TextFunctions::replace,
                    "every occurrence replaced"),
            member("split", STRINGS, List.of(STRING, STRING), TextFunctions::split, "the parts between a separator"),
            member("join", STRING, List.of(STRINGS), a -> join(list(a, 0), ""), "one text of many"),
            member("join", STRING, List.of(STRINGS, STRING), a -> join(list(a, 0), text(a, 1)), "with a separator"),
            member(
                    "indexOf",
                    INT,
                    List.of(STRING, STRING),
                    a -> index(a, read(a).indexOf(text(a, 1))),
                    "-1 when absent"),
            member(
                    "lastIndexOf",
                    INT,
                    List.of(STRING, STRING),
                    a -> index(a, read(a).lastIndexOf(text(a, 1))),
                    "-1 when absent"),
            member(
                    "substring",
                    STRING,
                    List.of(STRING, INT),
                    a -> part(made(a), number(a, 1), Long.MAX_VALUE),
                    "from here on"),
            member(
                    "substring",
                    STRING,
                    List.of(STRING, INT, INT),
                    a -> part(made(a), number(a, 1), number(a, 2)),
                    "from, up to"));

    private TextFunctions() {}

    static String text(Object[] arguments, int index) {
        return (String) arguments[index];
    }

    private static CelByteString bytes(Object[] arguments, int index) {
        return (CelByteString) arguments[index];
    }

    private static List<?> list(Object[] arguments, int index) {
        return (List<?>) arguments[index];
    }

    private static long number(Object[] arguments, int index) {
        return (Long) arguments[index];
    }

    /** The text it is called on, charged as looked at. */
    private static String read(Object[] arguments) {
        Work.reads(text(arguments, 0).length());
        return text(arguments, 0);
    }

    /** The text it is called on, charged as made anew. */
    private static String made(Object[] arguments) {
        Work.makes(text(arguments, 0).length());
        return text(arguments, 0);
    }

    private static String join(String one, String other) {
        Work.makes((long) one.length() + other.length());
        return one + other;
    }

    private static CelByteString join(CelByteString one, CelByteString other) {
        Work.makes((long) one.size() + other.size());
        return one.concat(other);
    }

    private static String decoded(CelByteString bytes) {
        Work.makes(bytes.size());
        if (!bytes.isValidUtf8()) {
            throw new Unfit("these bytes are not UTF-8 text");
        }
        return bytes.toStringUtf8();
    }

    private static String join(List<?> texts, String separator) {
        StringBuilder all = new StringBuilder();
        String between = "";
        for (Object item : texts) {
            String text =
                    Values.scalar(item).orElseThrow(() -> new Unfit("join takes texts, not " + Values.kind(item)));
            Work.makes((long) text.length() + separator.length());
            all.append(between).append(text);
            between = separator;
        }
        return all.toString();
    }

    private static long size(String text) {
        Work.reads(text.length());
        return text.codePointCount(0, text.length());
    }

    private static boolean matches(String text, String pattern) {
        Work.reads((long) text.length() * MATCHING);
        return Patterns.of(pattern).matcher(text).find();
    }

    private static String ascii(String text, char first, char last, int shift) {
        char[] letters = text.toCharArray();
        for (int i = 0; i < letters.length; i++) {
            if (letters[i] >= first && letters[i] <= last) {
                letters[i] += (char) shift;
            }
        }
        return new String(letters);
    }

    private static String replace(Object[] arguments) {
        String text = read(arguments);
        String old = text(arguments, 1);
        String fresh = text(arguments, 2);
        if (old.isEmpty()) {
            throw new Unfit("replace needs something to look for");
        }
        StringBuilder result = new StringBuilder();
        int from = 0;
        for (int at = text.indexOf(old); at >= 0; at = text.indexOf(old, from)) {
            Work.makes((long) at - from + fresh.length());
            result.append(text, from, at).append(fresh);
            from = at + old.length();
        }
        Work.makes((long) text.length() - from);
        return result.append(text, from, text.length()).toString();
    }

    private static JsonList split(Object[] arguments) {
        String separator = text(arguments, 1);
        if (separator.isEmpty()) {
            throw new Unfit("split needs a separator");
        }
        List<Object> parts =
                new ArrayList<>(List.of(made(arguments).split(java.util.regex.Pattern.quote(separator), -1)));
        Work.makes(parts.size());
        return new JsonList(parts);
    }

    /** An index of chars as one of code points. */
    private static long index(Object[] arguments, int at) {
        return at < 0 ? -1 : text(arguments, 0).codePointCount(0, at);
    }

    private static String part(String text, long from, long to) {
        int length = text.codePointCount(0, text.length());
        long end = to == Long.MAX_VALUE ? length : to;
        if (from < 0 || from > end || end > length) {
            throw new Unfit("there are no characters %d to %d in a text of %d".formatted(from, end, length));
        }
        int begin = text.offsetByCodePoints(0, (int) from);
        return text.substring(begin, text.offsetByCodePoints(begin, (int) (end - from)));
    }

    /** Compiled patterns; their authors wrote them out, so they are few. */
    private static final class Patterns {
        private static final int KEPT = 1_000;
        private static final java.util.concurrent.ConcurrentHashMap<String, Pattern> COMPILED =
                new java.util.concurrent.ConcurrentHashMap<>();

        static Pattern of(String pattern) {
            Pattern known = COMPILED.get(pattern);
            if (known != null) {
                return known;
            }
            Regexes.complaint(pattern).ifPresent(complaint -> {
                throw new Unfit(complaint);
            });
            Pattern compiled = Pattern.compile(pattern);
            if (COMPILED.size() < KEPT) {
                COMPILED.put(pattern, compiled);
            }
            return compiled;
        }
    }
}
