package dev.outrider.run.browser;

import dev.outrider.journey.Part;
import java.util.Map;
import java.util.Set;

/**
 * One act of a customer, written out.
 *
 * @param verb as the script says it: {@code click}, {@code fill}, …
 * @param texts by what they are for: of {@code fill} what is entered by target, else under the verb's own name
 * @param files by the target that takes them
 * @param secret targets into which a secret is filled
 */
public record Deed(String verb, Map<String, String> texts, Map<String, Part.Attachment> files, Set<String> secret) {
    /** What the verb is about. */
    public String target() {
        return texts.getOrDefault(verb, "");
    }
}
