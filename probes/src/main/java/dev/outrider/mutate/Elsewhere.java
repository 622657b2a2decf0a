package dev.outrider.mutate;

import dev.outrider.expr.Values;
import dev.outrider.run.http.Bytes;
import dev.outrider.run.http.Call;
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
                || tape.takes().stream()
                        .filter(take -> take.step() != truth.index())
                        .anyMatch(take -> word.matcher(take.answer().text()).find());
    }

    /** Whether the step asks for it by name, or the environment names it. */
    boolean asksFor(Truth truth, String id) {
        return vars.values().stream().anyMatch(value -> Values.text(value).equals(id))
                || word(id).matcher(asked(truth.takes().get(truth.first()).call()))
                        .find();
    }

    private static Pattern word(String id) {
        return Pattern.compile("(?<![\\w-])" + Pattern.quote(id) + "(?![\\w-])");
    }

    private static String asked(Call call) {
        Bytes body = call.body();
        return decoded(call.url().target()) + " " + body.text(StandardCharsets.UTF_8);
    }

    private static String decoded(String target) {
        try {
            return URLDecoder.decode(target, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return target;
        }
    }
}
