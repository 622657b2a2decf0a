package dev.outrider.source;

/**
 * What others wrote, quoted in a sentence. A long one stays nearly whole, between marks, until whoever has masked the secrets of the
 * sentence settles it: a text that is cut first may show half of a secret, which nothing finds any more. The marks are
 * code points that are no characters and never will be (Unicode, 23.7); the length stands behind the first as one of private use.
 */
public final class Quotation {
    /** What is kept beyond the length that will be shown: more than a secret is long in any of its forms. */
    public static final int MARGIN = 16 * 1024;

    private static final char FIRST = '\uFDD0';
    private static final char LAST = '\uFDD1';
    /** The end of a text that is whole, and of one of which more was there than is kept. */
    private static final char WHOLE = '\uFDD2';

    private static final char CUT = '\uFDD3';
    private static final char LENGTHS = '\uE000';
    private static final int LONGEST = 0x800;

    private Quotation() {}

    /** The beginning of a text, with a mark of omission where it is longer than so many characters. */
    public static String first(String text, int length) {
        return quoted(FIRST, text, length);
    }

    /** The end of a text. */
    public static String last(String text, int length) {
        return quoted(LAST, text, length);
    }

    private static String quoted(char mark, String text, int length) {
        if (length > LONGEST) {
            throw new IllegalArgumentException("a quotation of " + length + " characters is no part of a sentence");
        }
        if (text.codePointCount(0, text.length()) <= length) {
            return text;
        }
        int kept = Math.min(text.length(), length + MARGIN);
        String near = mark == FIRST ? text.substring(0, kept) : text.substring(text.length() - kept);
        return "" + mark + (char) (LENGTHS + length) + bare(near) + (kept < text.length() ? CUT : WHOLE);
    }

    /** Cuts all quotations of a sentence. */
    public static String settled(String sentence) {
        StringBuilder settled = new StringBuilder();
        int done = 0;
        for (int at = next(sentence, 0); at >= 0; at = next(sentence, done)) {
            int end = end(sentence, at);
            if (end < 0 || at + 2 > end) {
                break;
            }
            settled.append(sentence, done, at).append(cut(sentence, at, end));
            done = end + 1;
        }
        return done == 0
                ? sentence
                : settled.append(sentence, done, sentence.length()).toString();
    }

    private static String cut(String sentence, int at, int end) {
        String text = sentence.substring(at + 2, end);
        int length = sentence.charAt(at + 1) - LENGTHS;
        boolean isFirst = sentence.charAt(at) == FIRST;
        if (sentence.charAt(end) == CUT) {
            // What was masked may have become so short that the edge of what was kept would be seen.
            int sure = Math.max(0, text.length() - MARGIN);
            text = isFirst ? text.substring(0, sure) : text.substring(text.length() - sure);
        } else if (text.codePointCount(0, text.length()) <= length) {
            return text;
        }
        int most = Math.clamp(length, 0, text.codePointCount(0, text.length()));
        return isFirst
                ? text.substring(0, text.offsetByCodePoints(0, most)) + "…"
                : "…" + text.substring(text.offsetByCodePoints(text.length(), -most));
    }

    private static int next(String sentence, int from) {
        for (int i = from; i < sentence.length(); i++) {
            if (sentence.charAt(i) == FIRST || sentence.charAt(i) == LAST) {
                return i;
            }
        }
        return -1;
    }

    private static int end(String sentence, int from) {
        for (int i = from; i < sentence.length(); i++) {
            if (sentence.charAt(i) == WHOLE || sentence.charAt(i) == CUT) {
                return i;
            }
        }
        return -1;
    }

    /** Without marks of another's: a quotation in a quotation is cut with it. */
    private static String bare(String text) {
        return text.replaceAll("[\uFDD0\uFDD1][\uE000-\uE800]|[\uFDD0-\uFDD3]", "");
    }
}
