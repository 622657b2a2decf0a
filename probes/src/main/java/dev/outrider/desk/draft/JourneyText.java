package dev.outrider.desk.draft;

import dev.outrider.desk.draft.StepDraft.Sendable;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes a drafted journey as an author would. */
final class JourneyText {
    private final YamlText yaml = new YamlText();

    private JourneyText() {}

    static String of(
            Wish wish,
            String summary,
            Map<String, String> lets,
            List<StepDraft> steps,
            List<StepDraft> cleanup,
            boolean undone) {
        JourneyText text = new JourneyText();
        text.header(wish, summary, lets, undone);
        text.steps("steps", steps);
        if (!cleanup.isEmpty()) {
            text.yaml.line("");
            text.steps("finally", cleanup);
        }
        return text.yaml.text();
    }

    private void header(Wish wish, String summary, Map<String, String> lets, boolean undone) {
        yaml.line("# " + summary);
        yaml.pair("journey", wish.id());
        yaml.pair("title", "As it was recorded; write here what the customer does");
        yaml.pair("owner", wish.owner());
        yaml.pair("schedule", "every 5m");
        yaml.line("environments: [" + wish.environment() + "]");
        if (undone) {
            yaml.line("mutates: true");
        }
        yaml.pair("base", "${env.shop}");
        yaml.map("let", lets);
        yaml.line("");
    }

    private void steps(String key, List<StepDraft> steps) {
        yaml.line(key + ":").in();
        for (int i = 0; i < steps.size(); i++) {
            if (i > 0) {
                yaml.line("");
            }
            step(steps.get(i));
        }
        yaml.back();
    }

    private void step(StepDraft step) {
        step.comments().forEach(comment -> yaml.line("# " + comment));
        YamlText own = new YamlText();
        own.pair("name", step.name());
        own.pair(step.method(), step.url());
        own.map("query", step.query());
        own.map("headers", step.headers());
        body(own, step.body());
        step.until()
                .ifPresent(until -> own.line("poll:")
                        .in()
                        .pair("until", until)
                        .pair("every", "1s")
                        .pair("for", "20s")
                        .back());
        own.oneOrMany("expect", step.expectations());
        own.map("capture", step.captures());
        String first = "- ";
        for (String line : own.text().lines().toList()) {
            yaml.line(line.isEmpty() ? "" : first + line);
            first = "  ";
        }
    }

    private static void body(YamlText own, Sendable body) {
        switch (body) {
            case Sendable.Nothing nothing -> {}
            case Sendable.Form(Map<String, String> fields) -> own.map("form", fields);
            case Sendable.With(Map<String, Object> entered) -> own.map("with", entered);
            case Sendable.Parts(Map<String, String> texts) -> own.map("multipart", texts);
            case Sendable.Json(Object tree) -> own.pair("json", tree);
            case Sendable.Raw(String text) -> own.pair("body", text);
            case Sendable.GraphQl(
                    String query,
                    Optional<Object> variables,
                    Optional<String> operation,
                    boolean allowErrors) -> {
                own.line("graphql:").in();
                own.pair("query", query.strip());
                operation.ifPresent(name -> own.pair("operation", name));
                variables.ifPresent(values -> own.pair("variables", values));
                if (allowErrors) {
                    own.line("allowErrors: true");
                }
                own.back();
            }
        }
    }
}
