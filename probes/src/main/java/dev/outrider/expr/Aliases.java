package dev.outrider.expr;

import java.util.Map;

/** What authors write who come from other tools, and what they mean. */
final class Aliases {
    private static final String DIRECTLY = "status, headers, json, body ... directly";

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

    static final Map<String, String> FUNCTIONS = Map.of(
            "jsonpath", "walk JSON directly: json.items[0].sku",
            "jsonPath", "walk JSON directly: json.items[0].sku",
            "xpath", "ask the page by CSS: html.text('h1')",
            "regex", "write text.matches('pattern')",
            "match", "write text.matches('pattern')",
            "length", "write size()",
            "len", "write size()",
            "includes", "write contains('...') of a text, or 'x' in list",
            "toLowerCase", "write lowerAscii()",
            "toUpperCase", "write upperAscii()");

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
