package dev.outrider.cli;

import dev.outrider.run.http.Url;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is to be looked at, as an author types it. */
sealed interface ProbeTarget {
    Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://(.*)", Pattern.DOTALL);
    Pattern PORT = Pattern.compile(".*[^:]:([0-9]+)|\\[.*]:([0-9]+)");
    List<String> RECORDS = List.of("A", "AAAA", "MX", "TXT", "CNAME", "NS", "SOA", "SRV", "CAA");

    /** A page or an interface. */
    record Web(Url url) implements ProbeTarget {
        @Override
        public String host() {
            return url.origin().bareHost();
        }

        @Override
        public Map.Entry<String, Object> action() {
            return Map.entry("GET", url.toString());
        }
    }

    /**
     * What is asked without HTTP.
     *
     * @param kind {@code tls}, {@code tcp} or {@code dns}
     * @param question its setting: an address, or a map
     */
    record Other(String kind, String host, Object question) implements ProbeTarget {
        @Override
        public Map.Entry<String, Object> action() {
            return Map.entry(kind, question);
        }
    }

    String host();

    /** The key of the step that looks at it, and its value. */
    Map.Entry<String, Object> action();

    /**
     * Reads it.
     *
     * @throws IllegalArgumentException with a sentence that says what to write instead
     */
    static ProbeTarget of(String typed) {
        String text = typed.strip();
        Matcher scheme = SCHEME.matcher(text);
        if (text.isEmpty()) {
            throw new IllegalArgumentException("say what to look at, for example https://shop.example.com/");
        }
        if (!scheme.matches()) {
            throw new IllegalArgumentException(
                    "'%s' does not say how to ask; did you mean https://%s ?".formatted(text, text));
        }
        String authority = scheme.group(2).split("[/?#]", 2)[0];
        refuse(text, authority);
        String kind = scheme.group(1).toLowerCase(Locale.ROOT);
        return switch (kind) {
            case "http", "https" -> new Web(Url.parse(text));
            case "tls" -> address(kind, authority, ":443");
            case "tcp" -> address(kind, authority, "");
            case "dns" -> dns(authority, text);
            default ->
                throw new IllegalArgumentException(
                        "there is no way to ask by %s://; there are https, http, tls, tcp and dns".formatted(kind));
        };
    }

    private static void refuse(String text, String authority) {
        if (text.chars().anyMatch(character -> Character.isWhitespace(character) || character < ' ')) {
            throw new IllegalArgumentException("'" + text + "' holds a blank; in an address it is written %20");
        }
        if (authority.contains("@")) {
            throw new IllegalArgumentException(
                    "the address holds a user or a password, which everybody who sees it would know: leave that away"
                            + " (in a journey, 'headers: { Authorization: \"Basic ${...}\" }' takes it from a secret)");
        }
        port(text, authority);
    }

    private static void port(String text, String authority) {
        Matcher port = PORT.matcher(authority);
        if (!port.matches()) {
            return;
        }
        String digits = port.group(1) == null ? port.group(2) : port.group(1);
        if (digits.length() > 5 || Integer.parseInt(digits) < 1 || Integer.parseInt(digits) > 65_535) {
            throw new IllegalArgumentException("'%s' has port %s; ports go from 1 to 65535".formatted(text, digits));
        }
    }

    private static Other address(String kind, String authority, String otherwise) {
        String address = PORT.matcher(authority).matches() ? authority : authority + otherwise;
        if (!PORT.matcher(address).matches()) {
            throw new IllegalArgumentException("%s://%s names no port; write %s://%s:5432, for example"
                    .formatted(kind, authority, kind, authority.isEmpty() ? "db.internal" : authority));
        }
        Url url = Url.parse("http://" + address);
        String host = url.origin().host();
        return new Other(
                kind, url.origin().bareHost(), host + ":" + url.origin().port());
    }

    private static Other dns(String name, String text) {
        Map<String, Object> question = new LinkedHashMap<>();
        question.put("name", Url.parse("http://" + name).origin().bareHost());
        String query = URI.create(text).getQuery();
        for (String part : query == null ? List.<String>of() : List.of(query.split("&", -1))) {
            String key = part.replaceFirst("=.*", "");
            String value = part.substring(Math.min(part.length(), key.length() + 1));
            if (key.equals("type") && RECORDS.contains(value.toUpperCase(Locale.ROOT))) {
                question.put("type", value.toUpperCase(Locale.ROOT));
            } else if (key.equals("server") && !value.isEmpty()) {
                question.put("server", value);
            } else {
                throw new IllegalArgumentException(
                        "'%s' is not understood; write dns://%s?type=MX&server=192.0.2.53, with one of %s"
                                .formatted(part, name, String.join(" ", RECORDS)));
            }
        }
        return new Other("dns", question.get("name").toString(), question);
    }
}
