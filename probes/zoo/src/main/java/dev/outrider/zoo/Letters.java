package dev.outrider.zoo;

import dev.outrider.zoo.Specimen.Habitat;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Those who write in other letters than they say. */
final class Letters {
    private static final Charset WINDOWS = Charset.forName("windows-1252");
    private static final String PAGE =
            "<!DOCTYPE html><html><head><title>Größen</title></head><body><h1>Größe wählen</h1></body></html>";

    private Letters() {}

    static List<Specimen> all() {
        return List.of(
                writes(
                        "letters-of-windows",
                        "says UTF-8 and writes Windows' letters",
                        "text/html; charset=utf-8",
                        PAGE.getBytes(WINDOWS)),
                writes(
                        "letters-unnamed",
                        "names no charset, so it is UTF-8, and writes Windows' letters",
                        "text/html",
                        PAGE.getBytes(WINDOWS)),
                writes(
                        "letters-unknown",
                        "names a charset that there is not",
                        "text/html; charset=utf-88",
                        PAGE.getBytes(StandardCharsets.UTF_8)),
                writes(
                        "letters-in-json",
                        "writes JSON in Windows' letters",
                        "application/json",
                        "{\"size\":\"Größe\"}".getBytes(WINDOWS)),
                writes(
                        "letters-in-xml",
                        "writes XML in other letters than its first line says",
                        "application/xml",
                        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><size>Größe</size>".getBytes(WINDOWS)));
    }

    private static Specimen writes(String name, String does, String type, byte[] body) {
        return new Specimen(name, does, new Habitat.Tcp("http"), talk -> {
            talk.request();
            talk.say("HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
                    .formatted(type, body.length));
            talk.say(body);
        });
    }
}
