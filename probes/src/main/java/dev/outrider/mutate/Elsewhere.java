package dev.outrider.mutate;

import dev.outrider.expr.Values;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What is said in other places of a conversation. An id that stands nowhere else is as good as any other: nobody could
 * tell that it is wrong.
 */
record Elsewhere(Tape tape, Map<String, Object> vars) {
    boolean knows(Truth truth, String id) {
        Pattern word = word(id);
        return asksFor(truth, id)
                || word.matcher(truth.takes().get(truth.first()).call().body().text(StandardCharsets.UTF_8))
                        .find()
                || tape.takes().stream()
                        .filter(take -> take.step() != truth.index())
                        .anyMatch(take -> word.matcher(take.answer().text()).find());
    }

    /** Whether the address that the step asks has it, or the environment names it. */
    boolean asksFor(Truth truth, String id) {
        String target = truth.takes().get(truth.first()).call().url().target();
        return vars.values().stream().anyMatch(value -> Values.text(value).equals(id))
                || word(id).matcher(decoded(target)).find();
    }

    private static Pattern word(String id) {
        return Pattern.compile("(?<![\\w-])" + Pattern.quote(id) + "(?![\\w-])");
    }

    private static String decoded(String target) {
        try {
            return URLDecoder.decode(target, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return target;
        }
    }
}
