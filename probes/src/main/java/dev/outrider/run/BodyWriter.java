package dev.outrider.run;

import dev.outrider.expr.Names;
import dev.outrider.expr.Template;
import dev.outrider.expr.Values;
import dev.outrider.journey.Body;
import dev.outrider.journey.Part;
import dev.outrider.run.http.Bytes;
import dev.outrider.run.http.Url;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Writes what a request sends; what cannot be evaluated is the composer's trouble. */
final class BodyWriter {
    private final Composer composer;
    private final Names names;

    BodyWriter(Composer composer, Names names) {
        this.composer = composer;
        this.names = names;
    }

    /**
     * A body.
     *
     * @param type of it when the author says none; empty where there is none
     */
    record Content(String type, Bytes bytes) {}

    /** @param authors the content type that the author wrote, or empty: by it values in a text are escaped */
    Content content(Body body, String authors) {
        return switch (body) {
            case Body.None() -> new Content("", Bytes.NONE);
            case Body.Form(Map<String, Template> fields) ->
                new Content("application/x-www-form-urlencoded", Bytes.of(fields(fields, BodyWriter::formEncoded)));
            case Body.Json(Body.Tree tree) -> {
                Object value = value(tree);
                Bytes bytes = composer.trouble().isPresent() ? Bytes.NONE : Bytes.of(Values.toJson(value));
                yield new Content("application/json", bytes);
            }
            case Body.Text(Template text) -> {
                UnaryOperator<String> escape = text.isValue() ? UnaryOperator.identity() : escape(authors);
                yield new Content(
                        "text/plain; charset=utf-8", Bytes.of(composer.text(text.text(names, escape), "the body")));
            }
            case Body.Multipart(List<Part> parts) -> parts(parts);
        };
    }

    private Content parts(List<Part> parts) {
        Multipart body = new Multipart();
        for (Part part : parts) {
            switch (part) {
                case Part.Text(String name, Template value, var type) ->
                    body.text(
                            name,
                            type.orElse(""),
                            composer.text(value.text(names, UnaryOperator.identity()), "the part " + name));
                case Part.Attached(String name, Part.Attachment file) ->
                    body.file(name, file.name(), file.type(), file.bytes());
            }
        }
        return new Content(body.type(), body.body());
    }

    private Object value(Body.Tree tree) {
        return switch (tree) {
            case Body.Tree.Constant(Object constant) -> constant;
            case Body.Tree.Leaf(Template template) -> composer.value(template.value(names), "the body");
            case Body.Tree.Arr(List<Body.Tree> items) -> {
                List<Object> values = new ArrayList<>();
                items.forEach(item -> values.add(value(item)));
                yield values;
            }
            case Body.Tree.Obj(Map<String, Body.Tree> members) -> {
                Map<String, Object> values = new LinkedHashMap<>();
                members.forEach((name, member) -> values.put(name, value(member)));
                yield values;
            }
        };
    }

    /** Names and values as they stand in a query or a form. */
    String fields(Map<String, Template> fields, UnaryOperator<String> encode) {
        List<String> pairs = new ArrayList<>();
        fields.forEach((name, template) -> {
            String value = composer.text(template.text(names, UnaryOperator.identity()), "the field " + name);
            pairs.add(encode.apply(name) + "=" + encode.apply(value));
        });
        return String.join("&", pairs);
    }

    private static String formEncoded(String text) {
        return Url.encode(text).replace("%20", "+");
    }

    private static UnaryOperator<String> escape(String contentType) {
        String type = contentType.toLowerCase(Locale.ROOT);
        if (type.contains("json")) {
            return text -> {
                String quoted = Values.toJson(text);
                return quoted.substring(1, quoted.length() - 1);
            };
        }
        if (type.contains("xml")) {
            return text -> text.replace("&", "&amp;")
                    .replace("<", "&lt;")
                    .replace(">", "&gt;")
                    .replace("\"", "&quot;");
        }
        return UnaryOperator.identity();
    }
}
