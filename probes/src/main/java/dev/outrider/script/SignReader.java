package dev.outrider.script;

import dev.outrider.expr.Expression;
import dev.outrider.expr.Scope;
import dev.outrider.expr.Template;
import dev.outrider.expr.Type;
import dev.outrider.journey.Signing;
import dev.outrider.script.Phrases.Use;
import java.util.Map;
import java.util.Optional;

/** Reads {@code sign}: headers with texts, or one value that is all of them. */
final class SignReader {
    private final Phrases phrases;
    private final BodyReader bodies;
    private final Problems problems;

    SignReader(Phrases phrases, BodyReader bodies, Problems problems) {
        this.phrases = phrases;
        this.bodies = bodies;
        this.problems = problems;
    }

    /** @param scope of what stands before the request */
    Signing read(Fields fields, Scope scope) {
        Scope finished = scope.with("request", Type.REQUEST);
        return switch (fields.node("sign").orElse(null)) {
            case Node.Mapping mapping -> {
                HeaderRules.check(fields, "sign", problems);
                Map<String, Template> headers = bodies.templates(fields, "sign", finished, Use.TEXT);
                yield new Signing.Headers(headers);
            }
            case Node.Scalar whole -> computed(whole, finished);
            case Node.Sequence list -> new Signing.None();
            case null -> new Signing.None();
        };
    }

    private Signing computed(Node.Scalar whole, Scope scope) {
        Optional<Template> template = phrases.template(whole, scope, Use.VALUE);
        if (template.isEmpty()) {
            return new Signing.None();
        }
        if (!template.get().isValue()) {
            problems.error(
                    whole.place(),
                    "'sign' is a mapping of headers, or one ${...} that gives all of them",
                    "",
                    "for example ${aws.sigv4(request, secrets.key_id, secrets.key, 'eu-west-1', 'execute-api')}");
            return new Signing.None();
        }
        Expression headers = template.get().holes().getFirst();
        if (!headers.type().isObject()) {
            problems.error(
                    headers.place(),
                    "this is " + headers.type().word() + ", not headers",
                    "",
                    "write a mapping: X-Signature: ${...}");
        }
        return new Signing.Computed(headers);
    }
}
