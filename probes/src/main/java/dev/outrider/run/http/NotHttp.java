package dev.outrider.run.http;

import dev.outrider.source.Quotation;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Netty's codecs complain of, in words for people. */
final class NotHttp {
    private static final int LONGEST = 160;
    /** Of what they name. */
    private static final int NAMED = 60;
    /** Their words, and ours; {@code $1} is what they name. */
    private static final Map<Pattern, String> WORDS = words();

    private NotHttp() {}

    /** As a sentence. */
    static String sentence(String complaint) {
        for (Map.Entry<Pattern, String> each : WORDS.entrySet()) {
            Matcher matcher = each.getKey().matcher(complaint);
            if (matcher.lookingAt()) {
                return told(each.getValue(), matcher);
            }
        }
        return "the answer is not HTTP: " + Quotation.first(complaint, LONGEST);
    }

    private static String told(String ours, Matcher theirs) {
        String sentence = ours;
        for (int i = 1; i <= theirs.groupCount(); i++) {
            sentence = sentence.replace("$" + i, Quotation.first(theirs.group(i), NAMED));
        }
        return sentence;
    }

    private static Map<Pattern, String> words() {
        Map<Pattern, String> words = new LinkedHashMap<>();
        put(words, "invalid version format: (.+)", "the answer is not HTTP: it begins with $1");
        put(words, "For input string: (.+)", "the answer is not HTTP: its status is $1");
        put(words, "Multiple Content-Length values found: (.+)", "the answer announces several lengths: $1");
        put(words, "Content-Length value is not a number: (.+)", "the answer announces a length that is none: $1");
        put(
                words,
                "Content-Length are not allowed in HTTP/1.1 messages that contains a Transfer-Encoding header.*",
                "the answer announces a length and comes in chunks, so that nobody can say where it ends");
        put(words, "Validation failed for header '(.+?)'.*", "the answer's header $1 holds what no header may hold");
        put(words, "Invalid character in chunk size.*", "the answer has a chunk whose size is no number");
        put(
                words,
                "First received frame was not SETTINGS.*",
                "the server agreed on HTTP/2 and then spoke something else");
        put(
                words,
                "Received amount of data (\\d+) does not match content-length header (\\d+).*",
                "the answer announces $2 bytes and has $1");
        return words;
    }

    private static void put(Map<Pattern, String> words, String theirs, String ours) {
        words.put(Pattern.compile(theirs, Pattern.DOTALL), ours);
    }
}
