package dev.outrider.run;

import dev.outrider.expr.Evaluation;
import dev.outrider.expr.Expression;
import dev.outrider.expr.Names;
import dev.outrider.expr.Template;
import dev.outrider.expr.Values;
import dev.outrider.journey.Action;
import dev.outrider.journey.Request;
import dev.outrider.result.Outcome;
import dev.outrider.result.Outcome.Fault;
import dev.outrider.result.Outcome.Trouble;
import dev.outrider.result.StepResult.Unmet;
import dev.outrider.run.http.Call;
import dev.outrider.run.http.Headers;
import dev.outrider.run.http.Url;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Writes the request of a step. What goes wrong before anything was sent is ours, never the target's: the first such
 * trouble is kept, and what is written after it does not matter.
 */
final class Composer {
    private final RunNames names;
    private final @Nullable Url base;
    private final List<Unmet> unmet = new ArrayList<>();
    private @Nullable Outcome trouble;

    /**
     * For one step.
     *
     * @param base what a path is relative to
     */
    Composer(RunNames names, @Nullable Url base) {
        this.names = names;
        this.base = base;
    }

    /** Why nothing can be sent. */
    Optional<Outcome> trouble() {
        return Optional.ofNullable(trouble);
    }

    /** The same, with the place in the script that asked for what the page has not. */
    Optional<Verdict> verdict() {
        return trouble().map(outcome -> new Verdict(outcome, unmet));
    }

    /** Computes values in order, and gives them their names. */
    void let(Map<String, Expression> lets) {
        lets.forEach((name, expression) -> {
            Object value = value(expression.evaluate(names), "let " + name);
            if (trouble == null) {
                names.put(name, value);
            }
        });
    }

    /** Why a step is not to be made; where its condition cannot be evaluated there is trouble. */
    Optional<Outcome> skipped(Optional<Expression> condition) {
        if (condition.isEmpty()
                || Boolean.TRUE.equals(value(condition.get().evaluate(names), "if"))
                || trouble != null) {
            return Optional.ofNullable(trouble);
        }
        return Optional.of(
                new Outcome.Skipped("its condition is false: " + condition.get().text()));
    }

    /** What a question that is not HTTP asks, written out. */
    Map<String, List<String>> settings(Action.Question question) {
        Map<String, List<String>> written = new LinkedHashMap<>();
        question.settings()
                .forEach((name, texts) -> written.put(
                        name,
                        texts.stream()
                                .map(template -> text(template.text(names, UnaryOperator.identity()), name))
                                .toList()));
        return written;
    }

    /** The headers that go with it. */
    Map<String, String> headers(Action.Question question) {
        Map<String, String> written = new LinkedHashMap<>();
        question.headers().forEach((name, template) -> written.put(name, header(name, template)));
        return written;
    }

    /** The URL that this text is, relative to the base. */
    Optional<Url> url(Template template) {
        String text = text(template.url(names), "the URL");
        if (trouble != null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Url.parse(base != null && text.startsWith("/") ? below(base) + text : text));
        } catch (IllegalArgumentException notAUrl) {
            fail("the URL cannot be asked: " + notAUrl.getMessage());
            return Optional.empty();
        }
    }

    /** The same with the part behind {@code #}, which no server is told but a page may read. */
    Optional<String> address(Template template) {
        String text = text(template.url(names), "the URL");
        int fragment = text.indexOf('#');
        return url(template).map(found -> found + (fragment < 0 ? "" : text.substring(fragment)));
    }

    private static String below(Url base) {
        String text = base.toString();
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    /**
     * The whole request; empty when there was trouble.
     *
     * @param page that the customer looks at, null when none came
     */
    Optional<Call> call(Request request, Headers common, @Nullable LastPage page) {
        return switch (request) {
            case Request.Written written -> written(written, common);
            case Request.Submitted submitted -> submitted(submitted, common, page);
        };
    }

    private Optional<Call> written(Request.Written request, Headers common) {
        Optional<Url> url = url(request.url()).map(found -> withQuery(found, request.query()));
        Headers headers = headers(request.headers(), common);
        Optional<String> type = headers.first("Content-Type");
        BodyWriter.Content content = new BodyWriter(this, names).content(request.body(), type.orElse(""));
        Headers complete =
                type.isPresent() || content.type().isEmpty() ? headers : headers.with("Content-Type", content.type());
        return trouble == null
                ? url.map(to -> new Call(request.method(), to, complete, content.bytes()))
                : Optional.empty();
    }

    private Headers headers(Map<String, Template> texts, Headers common) {
        Headers headers = common;
        for (Map.Entry<String, Template> header : texts.entrySet()) {
            headers = headers.with(header.getKey(), header(header.getKey(), header.getValue()));
        }
        return headers;
    }

    /** What the page does not let a customer do is the target's fault, as where there is nothing to capture. */
    private Optional<Call> submitted(Request.Submitted request, Headers common, @Nullable LastPage page) {
        String css = text(request.form().text(names, UnaryOperator.identity()), "the form's selector");
        Map<String, List<String>> entered = new LinkedHashMap<>();
        request.with()
                .forEach((field, template) -> entered.put(field, texts(value(template.value(names), "with " + field))));
        if (trouble == null && page == null) {
            fail("no page came in this run whose form could be submitted");
        }
        if (trouble == null && page != null && page.answer().cut()) {
            String reason = page.answer().shortage().orElse("it is longer than what is kept of it");
            fail(Trouble.LIMIT, "the form of the page cannot be submitted: " + reason);
        }
        if (trouble != null || page == null) {
            return Optional.empty();
        }
        Filling filling = new Filling(request, page);
        try {
            Call call = filling.call(css, entered, common);
            Call complete = call.withHeaders(headers(request.headers(), call.headers()));
            return trouble == null ? Optional.of(complete) : Optional.empty();
        } catch (Names.NotAvailable | IllegalArgumentException cannot) {
            String reason = String.valueOf(cannot.getMessage());
            trouble = new Outcome.Failed(Fault.CAPTURE, "cannot submit a form of %s: %s".formatted(page.url(), reason));
            unmet.add(filling.unmet(reason));
            return Optional.empty();
        }
    }

    private static List<String> texts(Object value) {
        return value instanceof List<?> list ? list.stream().map(Values::text).toList() : List.of(Values.text(value));
    }

    private Url withQuery(Url url, Map<String, Template> query) {
        if (query.isEmpty()) {
            return url;
        }
        String added = new BodyWriter(this, names).fields(query, Url::encode);
        return new Url(url.origin(), url.target() + (url.target().contains("?") ? "&" : "?") + added);
    }

    private String header(String name, Template template) {
        return header(name, text(template.text(names, UnaryOperator.identity()), "the header " + name));
    }

    /** The value of a header, which must not end it. */
    String header(String name, String value) {
        if (value.chars().anyMatch(c -> c == '\r' || c == '\n' || c == 0)) {
            fail("the header " + name + " would have a line break in its value, which HTTP forbids");
        }
        return value;
    }

    /** A text that is escaped nowhere. */
    String text(Template template, String what) {
        return text(template.text(names, UnaryOperator.identity()), what);
    }

    /** Of what could be evaluated; else empty, and there is trouble. */
    String text(Evaluation evaluation, String what) {
        return Values.text(value(evaluation, what));
    }

    Object value(Evaluation evaluation, String what) {
        switch (evaluation) {
            case Evaluation.Value(Object value) -> {
                return value;
            }
            case Evaluation.Unfit(String reason) -> fail(what + " cannot be made: " + reason);
            case Evaluation.Missing(String name) -> fail(what + " needs " + name + ", which was never captured");
            case Evaluation.Limit(String reason) -> fail(Trouble.LIMIT, what + " goes beyond a limit: " + reason);
        }
        return "";
    }

    private void fail(String detail) {
        fail(Trouble.EXPRESSION, detail);
    }

    private void fail(Trouble kind, String detail) {
        if (trouble == null) {
            trouble = new Outcome.Errored(kind, detail);
        }
    }
}
