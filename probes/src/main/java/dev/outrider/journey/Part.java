package dev.outrider.journey;

import dev.outrider.expr.Template;
import java.util.Base64;
import java.util.Optional;

/** One part of a multipart body. */
public sealed interface Part {
    /** The field's name. */
    String name();

    /**
     * A text.
     *
     * @param type its content type; empty to say none
     */
    record Text(String name, Template value, Optional<String> type) implements Part {}

    /** A file. */
    record Attached(String name, Attachment file) implements Part {}

    /**
     * A file that lies beside the script, whatever is in it.
     *
     * @param name as the target is told
     * @param base64 its content, shared by all who hold it
     */
    record Attachment(String name, String type, String base64) {
        public byte[] bytes() {
            return Base64.getDecoder().decode(base64);
        }
    }
}
