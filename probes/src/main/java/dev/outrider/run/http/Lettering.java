package dev.outrider.run.http;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * In which letters a body is written, found as browsers find it (WHATWG Encoding and HTML): a byte order mark, else the
 * content type, else what a page or document says itself in its beginning, else UTF-8.
 *
 * @param declared the name that was given, where one was
 * @param known whether that name is one that we know
 * @param mark bytes of the byte order mark, which are no text
 */
record Lettering(Charset charset, Optional<String> declared, boolean known, int mark) {
    private static final Pattern IN_TYPE = Pattern.compile("(?i)charset\\s*=\\s*[\"']?([^\\s;\"']+)");
    /** Both forms of a page: {@code <meta charset=…>} and {@code <meta http-equiv=… content="…; charset=…">}. */
    private static final Pattern IN_PAGE =
            Pattern.compile("(?i)<meta[^>]{0,200}?charset\\s*=\\s*[\"']?([^\\s;\"'/>]+)");

    private static final Pattern IN_XML = Pattern.compile("^\\s*<\\?xml[^>]{0,100}?encoding\\s*=\\s*[\"']([^\"']+)");
    /** As far as browsers look. */
    private static final int BEGINNING = 1024;

    static Lettering of(Headers headers, Bytes body) {
        Optional<Lettering> marked = marked(body.array());
        if (marked.isPresent()) {
            return marked.get();
        }
        String type = headers.first("content-type").orElse("");
        Optional<String> name = first(IN_TYPE, type);
        if (name.isEmpty() && saysItself(type)) {
            String beginning = body.first(BEGINNING).text(StandardCharsets.ISO_8859_1);
            name = first(IN_XML, beginning).or(() -> first(IN_PAGE, beginning));
        }
        return name.map(Lettering::named)
                .orElseGet(() -> new Lettering(StandardCharsets.UTF_8, Optional.empty(), true, 0));
    }

    private static boolean saysItself(String type) {
        String lower = type.toLowerCase(Locale.ROOT);
        return lower.isEmpty() || lower.contains("html") || lower.contains("xml");
    }

    private static Optional<Lettering> marked(byte[] body) {
        if (begins(body, 0xEF, 0xBB, 0xBF)) {
            return Optional.of(new Lettering(StandardCharsets.UTF_8, Optional.of("UTF-8"), true, 3));
        }
        if (begins(body, 0xFE, 0xFF)) {
            return Optional.of(new Lettering(StandardCharsets.UTF_16BE, Optional.of("UTF-16BE"), true, 2));
        }
        if (begins(body, 0xFF, 0xFE)) {
            return Optional.of(new Lettering(StandardCharsets.UTF_16LE, Optional.of("UTF-16LE"), true, 2));
        }
        return Optional.empty();
    }

    private static boolean begins(byte[] body, int... mark) {
        for (int i = 0; i < mark.length; i++) {
            if (i >= body.length || (body[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }

    private static Optional<String> first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private static Lettering named(String name) {
        return Labels.charset(name)
                .map(charset -> new Lettering(charset, Optional.of(name), true, 0))
                .orElseGet(() -> new Lettering(StandardCharsets.UTF_8, Optional.of(name), false, 0));
    }

    String text(Bytes body) {
        byte[] bytes = body.array();
        return new String(bytes, mark, bytes.length - mark, charset);
    }

    /**
     * Whether all of the bytes are letters of it.
     *
     * @param cut whether there was more of the body than these
     */
    boolean fits(Bytes body, boolean cut) {
        byte[] bytes = body.array();
        if (charset.equals(StandardCharsets.UTF_8) && isAscii(bytes)) {
            return true;
        }
        CharsetDecoder decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
        ByteBuffer in = ByteBuffer.wrap(bytes, mark, bytes.length - mark);
        CharBuffer out = CharBuffer.allocate(2048);
        try {
            while (true) {
                var result = decoder.decode(in, out.clear(), !cut);
                if (result.isUnderflow()) {
                    return true;
                }
                if (result.isError()) {
                    result.throwException();
                }
            }
        } catch (CharacterCodingException notOfIt) {
            return false;
        }
    }

    private static boolean isAscii(byte[] bytes) {
        for (byte each : bytes) {
            if (each < 0) {
                return false;
            }
        }
        return true;
    }
}
