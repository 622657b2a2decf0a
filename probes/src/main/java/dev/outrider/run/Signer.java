package dev.outrider.run;

import dev.outrider.expr.Expression;
import dev.outrider.expr.Names;
import dev.outrider.expr.Template;
import dev.outrider.expr.Values;
import dev.outrider.journey.Signing;
import dev.outrider.run.http.Call;
import dev.outrider.run.http.Headers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Adds the headers that are computed from a finished request; what cannot be evaluated is the composer's trouble. */
final class Signer {
    private final Composer composer;
    private final Names names;

    Signer(Composer composer, Names names) {
        this.composer = composer;
        this.names = names;
    }

    Call signed(Call call, Signing signing) {
        if (signing instanceof Signing.None) {
            return call;
        }
        Object request = request(call);
        Names finished = new Finished(names, request);
        Headers headers = call.headers();
        for (Map.Entry<String, String> header : made(signing, finished).entrySet()) {
            headers = headers.with(header.getKey(), composer.header(header.getKey(), header.getValue()));
        }
        return call.withHeaders(headers);
    }

    /** What is known when the request is written. */
    private record Finished(Names names, Object request) implements Names {
        @Override
        public @Nullable Object get(String name) {
            return name.equals("request") ? request : names.get(name);
        }

        @Override
        public void written(Expression expression, Object value) {
            names.written(expression, value);
        }
    }

    private Map<String, String> made(Signing signing, Names finished) {
        Map<String, String> made = new LinkedHashMap<>();
        switch (signing) {
            case Signing.None() -> {}
            case Signing.Headers(Map<String, Template> headers) ->
                headers.forEach((name, template) -> made.put(
                        name, composer.text(template.text(finished, UnaryOperator.identity()), "sign " + name)));
            case Signing.Computed(var headers) -> {
                if (composer.value(headers.evaluate(finished), "sign") instanceof Map<?, ?> all) {
                    all.forEach((name, value) -> {
                        finished.written(headers, Values.text(value));
                        made.put(Values.text(name), Values.text(value));
                    });
                }
            }
        }
        return made;
    }

    private static Map<String, Object> request(Call call) {
        int query = call.url().target().indexOf('?');
        SortedMap<String, Object> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(call.headers().joined());
        headers.putIfAbsent("host", call.url().origin().authority());
        return Map.of(
                "method", call.method(),
                "url", call.url().toString(),
                "path", call.url().path(),
                "query", query < 0 ? "" : call.url().target().substring(query + 1),
                "headers", headers,
                "text", call.body().text(StandardCharsets.UTF_8),
                "body", call.body().copy());
    }
}
