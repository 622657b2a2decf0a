package dev.outrider.desk.recording;

import dev.outrider.desk.recording.Exchange.Payload;
import dev.outrider.desk.recording.Exchange.Request;
import dev.outrider.run.http.Headers;
import dev.outrider.run.http.Url;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A command line of curl, as browsers copy it. */
public final class Curl {
    /** Options with a value that says nothing about the request. */
    private static final Set<String> IGNORED_WITH_VALUE = Set.of(
            "-o",
            "--output",
            "-m",
            "--max-time",
            "--connect-timeout",
            "-x",
            "--proxy",
            "--retry",
            "-w",
            "--write-out",
            "--cacert",
            "--resolve",
            "-c",
            "--cookie-jar",
            "--max-redirs",
            "-D",
            "--dump-header",
            "--ciphers");

    private final Headers[] headers = {Headers.NONE};
    private final List<String> data = new ArrayList<>();
    private final List<Map.Entry<String, String>> parts = new ArrayList<>();
    private final List<String> files = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private String method = "";
    private String url = "";
    private boolean query;

    private Curl() {}

    /**
     * Reads one command.
     *
     * @throws Unreadable when it is not curl's, or asks for nothing
     */
    public static Recording read(String command) {
        List<String> words = ShellWords.of(command.strip());
        Curl curl = new Curl();
        Iterator<String> rest = words.iterator();
        if (rest.hasNext() && !rest.next().matches("(.*/)?curl(\\.exe)?")) {
            throw new Unreadable("this is not a curl command: it begins with '" + words.getFirst() + "'");
        }
        while (rest.hasNext()) {
            curl.word(rest.next(), rest);
        }
        return curl.recording();
    }

    private void word(String word, Iterator<String> rest) {
        int equals = word.indexOf('=');
        if (!word.startsWith("-")) {
            url = word;
        } else if (word.startsWith("--") && equals > 0) {
            option(
                    word.substring(0, equals),
                    List.of(word.substring(equals + 1)).iterator());
        } else if (!word.startsWith("--") && word.length() > 2 && "XHdFubAe".indexOf(word.charAt(1)) >= 0) {
            option(word.substring(0, 2), List.of(word.substring(2)).iterator());
        } else {
            option(word, rest);
        }
    }

    private void option(String option, Iterator<String> rest) {
        switch (option) {
            case "-X", "--request" -> method = value(option, rest).toUpperCase(Locale.ROOT);
            case "-H", "--header" -> header(value(option, rest));
            case "-A", "--user-agent" -> with("User-Agent", value(option, rest));
            case "-e", "--referer" -> with("Referer", value(option, rest));
            case "-b", "--cookie" -> with("Cookie", value(option, rest));
            case "-u", "--user" -> with("Authorization", "Basic " + base64(value(option, rest)));
            case "-d", "--data", "--data-raw", "--data-ascii", "--data-binary" -> data.add(value(option, rest));
            case "--data-urlencode" -> data.add(encoded(value(option, rest)));
            case "--json" -> {
                with("Content-Type", "application/json");
                data.add(value(option, rest));
            }
            case "-F", "--form", "--form-string" -> part(value(option, rest));
            case "-G", "--get" -> query = true;
            case "-I", "--head" -> method = "HEAD";
            case "--url" -> url = value(option, rest);
            case "-k", "--insecure" ->
                notes.add(
                        "-k is left out: certificates are always verified; a private CA is told with 'outrider run --ca'");
            default -> {
                if (IGNORED_WITH_VALUE.contains(option)) {
                    value(option, rest);
                }
            }
        }
    }

    private static String value(String option, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new Unreadable("the command ends after " + option + ", which takes a value");
        }
        return rest.next();
    }

    private void header(String line) {
        int colon = line.indexOf(':');
        if (colon > 0) {
            with(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
        }
    }

    private void with(String name, String value) {
        headers[0] = headers[0].with(name, value);
    }

    private void part(String text) {
        int equals = text.indexOf('=');
        String name = equals < 0 ? text : text.substring(0, equals);
        String value = equals < 0 ? "" : text.substring(equals + 1);
        if (value.startsWith("@") || value.startsWith("<")) {
            files.add(name);
        } else {
            parts.add(Map.entry(name, value));
        }
    }

    private static String encoded(String text) {
        int equals = text.indexOf('=');
        return equals < 0
                ? URLEncoder.encode(text, StandardCharsets.UTF_8)
                : text.substring(0, equals + 1) + URLEncoder.encode(text.substring(equals + 1), StandardCharsets.UTF_8);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private Recording recording() {
        if (url.isEmpty()) {
            throw new Unreadable("the command names no URL");
        }
        data.stream()
                .filter(each -> each.startsWith("@"))
                .forEach(each -> notes.add("the body comes from the file " + each.substring(1) + ": write it in"));
        String body = String.join("&", data);
        boolean sends = !query && !(data.isEmpty() && parts.isEmpty() && files.isEmpty());
        String verb = method.isEmpty() ? (sends ? "POST" : "GET") : method;
        Headers sound = Sound.headers(headers[0].fields().stream());
        Request request = new Request(verb(verb), target(query ? body : ""), sound, payload(sends ? body : ""));
        Exchange exchange = new Exchange("", Instant.EPOCH, "fetch", request, Optional.empty(), Map.of());
        return new Recording(List.of(exchange), Map.of(), notes);
    }

    private static String verb(String verb) {
        try {
            return Sound.method(verb);
        } catch (IllegalArgumentException unknown) {
            throw new Unreadable(String.valueOf(unknown.getMessage()));
        }
    }

    private Url target(String more) {
        try {
            Url target = Url.parse(url.matches("(?i)[a-z]+://.*") ? url : "http://" + url);
            return more.isEmpty()
                    ? target
                    : new Url(
                            target.origin(), target.target() + (target.target().contains("?") ? "&" : "?") + more);
        } catch (IllegalArgumentException wrong) {
            throw new Unreadable(String.valueOf(wrong.getMessage()));
        }
    }

    private Payload payload(String body) {
        if (!parts.isEmpty() || !files.isEmpty()) {
            return new Payload.Parts(parts, files);
        }
        String type = headers[0].first("content-type").orElse("");
        Payload read = Payloads.of(type, body);
        return read instanceof Payload.Text && type.isEmpty()
                ? Payloads.of("application/x-www-form-urlencoded", body)
                : read;
    }
}
