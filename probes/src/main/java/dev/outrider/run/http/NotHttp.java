package dev.outrider.run.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Netty's codecs complain of, in words for people. */
final class NotHttp {
    private static final int LONGEST = 160;
    /** Their words, and ours; {@code $1} is what they name. */
    private static final Map<Pattern, String> WORDS = words();

    private NotHttp() {}

    /** As a sentence. */
    static String sentence(String complaint) {
        for (Map.Entry<Pattern, String> each : WORDS.entrySet()) {
            Matcher matcher = each.getKey().matcher(complaint);
            if (matcher.lookingAt()) {
                return matcher.replaceFirst(each.getValue());
            }
        }
        return "the answer is not HTTP: "
                + (complaint.length() > LONGEST ? complaint.substring(0, LONGEST) + "…" : complaint);
    }

    private static Map<Pattern, String> words() {
        Map<Pattern, String> words = new LinkedHashMap<>();
        put(words, "invalid version format: (.{1,60}).*", "the answer is not HTTP: it begins with $1");
        put(words, "For input string: (.{1,60}).*", "the answer is not HTTP: its status is $1");
        put(words, "Multiple Content-Length values found: (.{1,60}).*", "the answer announces several lengths: $1");
        put(
                words,
                "Content-Length value is not a number: (.{1,60}).*",
                "the answer announces a length that is none: $1");
        put(
                words,
                "Content-Length are not allowed in HTTP/1.1 messages that contains a Transfer-Encoding header.*",
                "the answer announces a length and comes in chunks, so that nobody can say where it ends");
        put(
                words,
                "Validation failed for header '(.{1,60})'.*",
                "the answer's header $1 holds what no header may hold");
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
