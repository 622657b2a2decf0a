package dev.outrider.run;

import dev.outrider.expr.Expression;
import dev.outrider.journey.Journey;
import dev.outrider.result.Outcome;
import dev.outrider.result.Outcome.Trouble;
import dev.outrider.run.http.Url;
import dev.outrider.script.Environment;
import dev.outrider.script.SecretRef;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * All that must be there before a run may ask anything: its secrets, its base, its first values.
 *
 * @param trouble why it must not begin
 */
record Preparation(RunNames names, Masks masks, Optional<Url> base, Optional<Outcome> trouble) {
    static Preparation of(
            Journey journey,
            Environment environment,
            RunRequest request,
            Secrets secrets,
            InstantSource clock,
            @Nullable RandomGenerator chance) {
        Masks masks = new Masks();
        Map<String, String> found = new HashMap<>();
        Outcome trouble = null;
        for (String name :
                new TreeSet<>(Reads.secrets(journey, environment.secrets().keySet()))) {
            switch (secret(name, journey, environment, secrets)) {
                case Secrets.Secret.Found(String value) -> {
                    found.put(name, value);
                    masks.hide(value, "[secret " + name + "]");
                }
                case Secrets.Secret.NotFound(String reason) -> {
                    trouble = trouble == null ? new Outcome.Errored(Trouble.SECRET, reason) : trouble;
                }
            }
        }
        RunNames names =
                new RunNames(clock, chance, request.key().region(), request.runId(), environment.vars(), found, masks);
        return begun(journey, names, masks, trouble);
    }

    /** Values of a {@code let} that were computed from a secret tell it. */
    static void hide(Map<String, Expression> lets, RunNames names, Masks masks) {
        lets.forEach((name, expression) -> {
            if (names.tells(expression)) {
                names.taint(name);
                names.made(name).ifPresent(value -> masks.hide(value, "[secret in " + name + "]"));
            }
        });
    }

    private static Preparation begun(Journey journey, RunNames names, Masks masks, @Nullable Outcome trouble) {
        if (trouble != null) {
            return new Preparation(names, masks, Optional.empty(), Optional.of(trouble));
        }
        Composer composer = new Composer(names, null);
        composer.let(journey.lets());
        hide(journey.lets(), names, masks);
        Optional<Url> base = journey.base().flatMap(composer::url);
        return new Preparation(names, masks, base, composer.trouble());
    }

    private static Secrets.Secret secret(String name, Journey journey, Environment environment, Secrets secrets) {
        SecretRef reference = environment.secrets().get(name);
        return reference == null
                ? new Secrets.Secret.NotFound(
                        "the environment '%s' has no secret %s; add it to its file".formatted(environment.name(), name))
                : secrets.resolve("the secret " + name + " is", journey.owner().team(), reference);
    }
}
