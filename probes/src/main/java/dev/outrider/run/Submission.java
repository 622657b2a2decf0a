package dev.outrider.run;

import dev.outrider.expr.WebForm;
import dev.outrider.journey.Part;
import dev.outrider.run.http.Bytes;
import dev.outrider.run.http.Call;
import dev.outrider.run.http.Headers;
import dev.outrider.run.http.Origin;
import dev.outrider.run.http.Url;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes the request that a browser makes of a form that was filled in. */
final class Submission {
    private final WebForm form;
    private final LastPage page;
    private final Map<String, Part.Attachment> files;

    /** @param files by what the file fields of the form hold */
    Submission(WebForm form, LastPage page, Map<String, Part.Attachment> files) {
        this.form = form;
        this.page = page;
        this.files = files;
    }

    /**
     * The request with a browser's headers.
     *
     * @throws IllegalArgumentException with a sentence when the form goes where nothing can be sent
     * @throws dev.outrider.expr.Names.NotAvailable with a sentence when the form sends nothing
     */
    Call call(Headers common) {
        Url action = Url.parse(form.action());
        String method = form.method();
        List<WebForm.Entry> entries = form.entries();
        Headers headers = from(common, action, method);
        if (method.equals("GET")) {
            Url asked = new Url(action.origin(), action.path() + "?" + urlEncoded(entries));
            return new Call(method, asked, headers, Bytes.NONE);
        }
        return switch (form.encoding()) {
            case "multipart/form-data" -> {
                Multipart parts = parts(entries);
                yield new Call(method, action, headers.with("Content-Type", parts.type()), parts.body());
            }
            case "text/plain" ->
                new Call(method, action, headers.with("Content-Type", "text/plain"), Bytes.of(plain(entries)));
            default ->
                new Call(
                        method,
                        action,
                        headers.with("Content-Type", "application/x-www-form-urlencoded"),
                        Bytes.of(urlEncoded(entries)));
        };
    }

    /** A file field into which nothing was put sends a file without a name. */
    private Multipart parts(List<WebForm.Entry> entries) {
        Multipart parts = new Multipart();
        for (WebForm.Entry entry : entries) {
            Part.Attachment file = files.get(entry.value());
            if (!entry.file()) {
                parts.text(entry.name(), entry.value());
            } else if (file == null) {
                parts.file(entry.name(), "", "application/octet-stream", new byte[0]);
            } else {
                parts.file(entry.name(), file.name(), file.type(), file.bytes());
            }
        }
        return parts;
    }

    /** Where files cannot be sent their names are. */
    private String value(WebForm.Entry entry) {
        Part.Attachment file = entry.file() ? files.get(entry.value()) : null;
        return file == null ? entry.value() : file.name();
    }

    private String urlEncoded(List<WebForm.Entry> entries) {
        return entries.stream()
                .map(entry -> encoded(entry.name()) + "=" + encoded(value(entry)))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private String plain(List<WebForm.Entry> entries) {
        return entries.stream()
                .map(entry -> entry.name() + "=" + value(entry) + "\r\n")
                .collect(Collectors.joining());
    }

    private Headers from(Headers common, Url to, String method) {
        Headers headers = common;
        Optional<String> referer = referer(to);
        if (referer.isPresent()) {
            headers = headers.with("Referer", referer.get());
        }
        if (method.equals("POST")) {
            boolean untold = page.referrerPolicy().equals("no-referrer");
            headers =
                    headers.with("Origin", untold ? "null" : page.url().origin().toString());
        }
        return headers;
    }

    /** W3C Referrer Policy; without one a browser tells its own site the page, another one the site. */
    private Optional<String> referer(Url to) {
        Origin own = page.url().origin();
        boolean same = own.equals(to.origin());
        boolean downgraded = own.secure() && !to.origin().secure();
        Optional<String> whole = Optional.of(page.url().toString());
        Optional<String> site = Optional.of(own + "/");
        return switch (page.referrerPolicy()) {
            case "no-referrer" -> Optional.empty();
            case "same-origin" -> same ? whole : Optional.empty();
            case "origin" -> site;
            case "strict-origin" -> downgraded ? Optional.empty() : site;
            case "origin-when-cross-origin" -> same ? whole : site;
            case "no-referrer-when-downgrade" -> downgraded ? Optional.empty() : whole;
            case "unsafe-url" -> whole;
            default -> same ? whole : downgraded ? Optional.empty() : site;
        };
    }
}
