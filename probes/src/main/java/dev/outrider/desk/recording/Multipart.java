package dev.outrider.desk.recording;

import dev.outrider.desk.recording.Exchange.Payload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The parts of a recorded multipart body. Browsers leave the content of files out of recordings. */
final class Multipart {
    private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([^\";]+)\"?");
    private static final Pattern NAME = Pattern.compile("[; ]name=\"([^\"]*)\"");

    private Multipart() {}

    static Payload read(String mime, String text) {
        Matcher boundary = BOUNDARY.matcher(mime);
        if (!boundary.find()) {
            return new Payload.Text(mime, text);
        }
        List<Map.Entry<String, String>> texts = new ArrayList<>();
        List<String> files = new ArrayList<>();
        for (String part : text.replace("\r\n", "\n").split(Pattern.quote("--" + boundary.group(1)), -1)) {
            int head = part.indexOf("\n\n");
            Matcher name = NAME.matcher(part);
            if (head < 0 || !name.find()) {
                continue;
            }
            if (part.substring(0, head).contains("filename=")) {
                files.add(name.group(1));
            } else {
                String value = part.substring(head + 2);
                texts.add(Map.entry(
                        name.group(1), value.endsWith("\n") ? value.substring(0, value.length() - 1) : value));
            }
        }
        return new Payload.Parts(texts, files);
    }
}
