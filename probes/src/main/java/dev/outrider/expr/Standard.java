package dev.outrider.expr;

import java.util.LinkedHashMap;
import java.util.Map;

/** What of CEL's own an author can call, with a line each for the reference. */
final class Standard {
    static final Map<String, String> DOCS = docs();

    private Standard() {}

    private static Map<String, String> docs() {
        Map<String, String> docs = new LinkedHashMap<>();
        texts(docs);
        lists(docs);
        numbersAndTimes(docs);
        return docs;
    }

    private static void texts(Map<String, String> docs) {
        docs.put("size", "how long a text, how many items a list or a map has: `size(x)` or `x.size()`");
        docs.put("contains", "whether a text has another in it");
        docs.put("startsWith", "whether a text begins so");
        docs.put("endsWith", "whether a text ends so");
        docs.put("matches", "whether a regular expression (RE2, a literal) is found in a text");
        docs.put("int", "a number or a text as a whole number");
        docs.put("double", "a number or a text as a number");
        docs.put("string", "a value as text");
        docs.put("bytes", "a text as its UTF-8 bytes");
        docs.put("bool", "a text as true or false");
        docs.put("duration", "a text like '90s' as a duration");
        docs.put("timestamp", "an RFC 3339 text as a time");
        docs.put("has", "whether a field is there: `has(json.id)`");
    }

    private static void lists(Map<String, String> docs) {
        docs.put("all", "whether it is true of every item: `list.all(i, i.price > 0)`");
        docs.put("exists", "whether it is true of an item");
        docs.put("exists_one", "whether it is true of exactly one item");
        docs.put("map", "a list of what is made of every item: `list.map(i, i.id)`");
        docs.put("filter", "the items of which it is true");
        docs.put("orValue", "an optional value, or another where it is absent: `order.orValue('')`");
        docs.put("hasValue", "whether an optional value is there");
        docs.put("value", "an optional value that is there");
        docs.put("optional.of", "a value as an optional one");
        docs.put("optional.none", "an optional value that is absent");
        docs.put("sortBy", "a list in the order of what is made of its items: `list.sortBy(i, i.price)`");
        docs.put("first", "the first item");
        docs.put("last", "the last item");
    }

    private static void numbersAndTimes(Map<String, String> docs) {
        docs.put("math.greatest", "the greatest of numbers");
        docs.put("math.least", "the least of numbers");
        docs.put("math.round", "the nearest whole number");
        docs.put("math.abs", "a number without its sign");
        docs.put("math.ceil", "the next whole number up");
        docs.put("math.floor", "the next whole number down");
        docs.put("getHours", "hours of a time (UTC) or a duration");
        docs.put("getMinutes", "minutes");
        docs.put("getSeconds", "seconds");
        docs.put("getFullYear", "year of a time");
        docs.put("getMonth", "month, from 0");
        docs.put("getDayOfWeek", "day of the week, from 0, Sunday");
        docs.put("getDate", "day of the month, from 1");
    }
}
