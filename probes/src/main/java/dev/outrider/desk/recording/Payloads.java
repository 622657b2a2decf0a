package dev.outrider.desk.recording;

import dev.outrider.desk.recording.Exchange.Payload;
import dev.outrider.expr.Names;
import dev.outrider.expr.Values;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a body was, told by its media type. */
final class Payloads {
    private Payloads() {}

    static Payload of(String mime, String text) {
        if (text.isEmpty()) {
            return new Payload.None();
        }
        String type = bare(mime);
        if (type.equals("application/x-www-form-urlencoded")) {
            return new Payload.Form(fields(text));
        }
        if (type.equals("application/json") || type.endsWith("+json") || looksLikeJson(type, text)) {
            try {
                return new Payload.Json(Values.json(text));
            } catch (Names.NotAvailable notJson) {
                return new Payload.Text(mime, text);
            }
        }
        return type.equals("multipart/form-data") ? Multipart.read(mime, text) : new Payload.Text(mime, text);
    }

    private static boolean looksLikeJson(String type, String text) {
        String start = text.stripLeading();
        return (type.isEmpty() || type.equals("text/plain")) && (start.startsWith("{") || start.startsWith("["));
    }

    /** A media type without its parameters. */
    static String bare(String mime) {
        return mime.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    /** {@code a=1&b=2}, decoded. */
    static List<Map.Entry<String, String>> fields(String text) {
        List<Map.Entry<String, String>> fields = new ArrayList<>();
        for (String pair : text.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
            if (!name.isEmpty()) {
                fields.add(Map.entry(name, equals < 0 ? "" : decoded(pair.substring(equals + 1))));
            }
        }
        return fields;
    }

    static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return text;
        }
    }
}
