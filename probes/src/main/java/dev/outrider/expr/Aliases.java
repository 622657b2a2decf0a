package dev.outrider.expr;

import java.util.Map;

/** What authors write who come from other tools, and what they mean. */
final class Aliases {
    private static final String DIRECTLY = "status, headers, json, body ... directly";
    private static final String SIZE = "write size()";

    static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("response", DIRECTLY),
            Map.entry("res", DIRECTLY),
            Map.entry("resp", DIRECTLY),
            Map.entry("jsonBody", "json"),
            Map.entry("jsonpath", "json.a.b directly"),
            Map.entry("statusCode", "status"),
            Map.entry("status_code", "status"),
            Map.entry("code", "status"),
            Map.entry("header", "headers['name']"),
            Map.entry("cookie", "cookies['name']"),
            Map.entry("duration", "timing.total"),
            Map.entry("responseTime", "timing.total"),
            Map.entry("response_time", "timing.total"),
            Map.entry("vars", "env.name"),
            Map.entry("secret", "secrets.name"),
            Map.entry("True", "true"),
            Map.entry("False", "false"),
            Map.entry("None", "null"),
            Map.entry("nil", "null"),
            Map.entry("undefined", "has(json.field) == false"));

    static final Map<String, String> FUNCTIONS = Map.ofEntries(
            Map.entry("jsonpath", "walk JSON directly: json.items[0].sku"),
            Map.entry("jsonPath", "walk JSON directly: json.items[0].sku"),
            Map.entry("xpath", "ask the page by CSS: html.text('h1')"),
            Map.entry("regex", "write text.matches('pattern')"),
            Map.entry("match", "write text.matches('pattern')"),
            Map.entry("length", SIZE),
            Map.entry("len", SIZE),
            Map.entry("count", SIZE),
            Map.entry("isEmpty", "write size() == 0"),
            Map.entry("includes", "write contains('...') of a text, or 'x' in list"),
            Map.entry("strip", "write trim()"),
            Map.entry("substr", "write substring(from, to)"),
            Map.entry("replaceAll", "write replace('old', 'new')"),
            Map.entry("some", "write list.exists(i, i > 0)"),
            Map.entry("any", "write list.exists(i, i > 0)"),
            Map.entry("every", "write list.all(i, i > 0)"),
            Map.entry("find", "write list.filter(i, i.id == 1)[0]"),
            Map.entry("parseInt", "write int(text)"),
            Map.entry("toInt", "write int(text)"),
            Map.entry("parseFloat", "write double(text)"),
            Map.entry("float", "write double(text)"),
            Map.entry("toString", "write string(value)"),
            Map.entry("str", "write string(value)"),
            Map.entry("lower", "write lowerAscii()"),
            Map.entry("upper", "write upperAscii()"),
            Map.entry("toLowerCase", "write lowerAscii()"),
            Map.entry("toUpperCase", "write upperAscii()"));

    static final Map<String, String> MACROS = Map.of(
            "all", "list.all(i, i > 0)",
            "exists", "list.exists(i, i > 0)",
            "exists_one", "list.exists_one(i, i > 0)",
            "map", "list.map(i, i.id)",
            "filter", "list.filter(i, i > 0)",
            "sortBy", "list.sortBy(i, i.price)",
            "has", "has(json.field)");

    private Aliases() {}
}
