package dev.outrider.run.http;

import java.net.IDN;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An http or https address as it goes on the wire.
 *
 * @param target path and query, percent-encoded, beginning with a slash
 */
public record Url(Origin origin, String target) {
    private static final Pattern ABSOLUTE = Pattern.compile("(?i)(https?)://([^/?#\\\\]*)([^#]*).*", Pattern.DOTALL);
    private static final Pattern AUTHORITY = Pattern.compile("(\\[[0-9a-fA-F:.]+]|[^:@\\[\\]]+)(?::([0-9]{1,5}))?");
    private static final Pattern SCHEME = Pattern.compile("(?i)^[a-z][a-z0-9+.-]*:");
    private static final String UNRESERVED = "-._~";
    private static final String ILLEGAL = "\"<>\\^`{|}";

    /**
     * Reads an absolute URL as browsers do: what may not stand in one is percent-encoded, a fragment is dropped.
     *
     * @throws IllegalArgumentException with a sentence when it is not one
     */
    public static Url parse(String text) {
        Matcher absolute = ABSOLUTE.matcher(text.strip());
        if (!absolute.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not an http or https URL");
        }
        Matcher authority = AUTHORITY.matcher(absolute.group(2));
        if (!authority.matches()) {
            throw new IllegalArgumentException("'" + text + "' names no host that can be asked");
        }
        boolean secure = absolute.group(1).equalsIgnoreCase("https");
        int port = authority.group(2) == null ? (secure ? 443 : 80) : Integer.parseInt(authority.group(2));
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("'" + text + "' has port " + port + ", which does not exist");
        }
        String target = absolute.group(3);
        return new Url(
                new Origin(secure, host(authority.group(1), text), port),
                legal(target.startsWith("/") ? target : "/" + target));
    }

    /**
     * Where a WebSocket is asked for.
     *
     * @throws IllegalArgumentException with a sentence when it does not begin with ws:// or wss://
     */
    public static Url ofWebSocket(String text) {
        if (!text.strip().matches("(?is)wss?://.*")) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not the URL of a WebSocket; it begins with wss:// or ws://");
        }
        return parse(text.strip().replaceFirst("(?i)^ws", "http"));
    }

    /**
     * Where a {@code Location} leads from here.
     *
     * @throws IllegalArgumentException when it leads nowhere we can go
     */
    public Url resolve(String reference) {
        String location = reference.strip();
        if (SCHEME.matcher(location).find()) {
            return parse(location);
        }
        if (location.startsWith("//")) {
            return parse((origin.secure() ? "https:" : "http:") + location);
        }
        int fragment = location.indexOf('#');
        String plain = fragment < 0 ? location : location.substring(0, fragment);
        if (plain.isEmpty()) {
            return this;
        }
        if (plain.startsWith("?")) {
            return new Url(origin, legal(path() + plain));
        }
        String whole = plain.startsWith("/") ? plain : path().substring(0, path().lastIndexOf('/') + 1) + plain;
        int query = whole.indexOf('?');
        String path = query < 0 ? whole : whole.substring(0, query);
        return new Url(origin, legal(withoutDots(path) + (query < 0 ? "" : whole.substring(query))));
    }

    /** The path alone. */
    public String path() {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    public URI toUri() {
        return URI.create(toString());
    }

    @Override
    public String toString() {
        return origin + target;
    }

    /** Text as it stands in a URL: all but unreserved characters percent-encoded. */
    public static String encode(String text) {
        StringBuilder encoded = new StringBuilder(text.length() + 16);
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            char character = (char) (octet & 0xff);
            if (isAsciiAlphanumeric(character) || UNRESERVED.indexOf(character) >= 0) {
                encoded.append(character);
            } else {
                percent(encoded, octet);
            }
        }
        return encoded.toString();
    }

    private static String host(String host, String text) {
        if (host.startsWith("[")) {
            return host.toLowerCase(Locale.ROOT);
        }
        if (host.indexOf('%') >= 0) {
            throw new IllegalArgumentException("'" + text + "' has a host that is percent-encoded; write it out");
        }
        try {
            return IDN.toASCII(host, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException notAName) {
            throw new IllegalArgumentException("'" + text + "' names no host that can be asked", notAName);
        }
    }

    private static String legal(String target) {
        if (target.chars().allMatch(Url::isLegal)) {
            return target;
        }
        StringBuilder legal = new StringBuilder(target.length() + 16);
        for (byte octet : target.getBytes(StandardCharsets.UTF_8)) {
            if (isLegal(octet)) {
                legal.append((char) octet);
            } else {
                percent(legal, octet);
            }
        }
        return legal.toString();
    }

    private static boolean isLegal(int character) {
        return character > 0x20 && character < 0x7f && ILLEGAL.indexOf(character) < 0;
    }

    private static boolean isAsciiAlphanumeric(char character) {
        return character < 0x80 && Character.isLetterOrDigit(character);
    }

    private static void percent(StringBuilder text, byte octet) {
        text.append('%')
                .append(Character.toUpperCase(Character.forDigit(octet >> 4 & 0xf, 16)))
                .append(Character.toUpperCase(Character.forDigit(octet & 0xf, 16)));
    }

    /** RFC 3986, 5.2.4. */
    private static String withoutDots(String path) {
        Deque<String> kept = new ArrayDeque<>();
        String[] segments = path.substring(1).split("/", -1);
        for (String segment : segments) {
            if (segment.equals("..")) {
                kept.pollLast();
            } else if (!segment.equals(".")) {
                kept.addLast(segment);
            }
        }
        String last = segments[segments.length - 1];
        boolean folder = last.equals(".") || last.equals("..");
        return "/" + String.join("/", kept) + (folder && !kept.isEmpty() ? "/" : "");
    }
}
