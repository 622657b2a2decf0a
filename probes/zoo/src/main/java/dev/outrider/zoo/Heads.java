package dev.outrider.zoo;

import dev.outrider.zoo.Specimen.Habitat;
import java.util.List;

/** Those whose head is no head of HTTP. */
final class Heads {
    private static final String OK = "HTTP/1.1 200 OK\r\n";

    private Heads() {}

    static List<Specimen> all() {
        return List.of(
                says("head-status-cut", "closes in its status line", "HTTP/1.1 2"),
                says("head-cut", "closes in its headers", OK + "Content-"),
                says("head-of-mail", "speaks SMTP", "220 mail.example.com ESMTP\r\n\r\n"),
                says("head-missing", "sends a page and no head (HTTP/0.9)", "<html>hello</html>\r\n\r\n"),
                says("head-status-word", "has a status that is no number", "HTTP/1.1 abc OK\r\n\r\n"),
                says("head-nul", "has a zero byte in a header", OK + "X-Bad: a\0b\r\nContent-Length: 2\r\n\r\nok"),
                says(
                        "head-flood",
                        "sends 100 KiB of headers",
                        OK + "X-Flood: 0123456789abcdef\r\n".repeat(4000) + "Content-Length: 2\r\n\r\nok"),
                says("head-endless-line", "sends a header that does not end", OK + "X: " + "0123456789".repeat(20_000)),
                says("length-two", "announces two lengths", OK + "Content-Length: 2\r\nContent-Length: 3\r\n\r\nok!"),
                says(
                        "length-twice",
                        "announces its length twice",
                        OK + "Content-Length: 2\r\nContent-Length: 2\r\n\r\nok"),
                says("length-word", "announces a length that is no number", OK + "Content-Length: two\r\n\r\nok"),
                says("length-negative", "announces a negative length", OK + "Content-Length: -1\r\n\r\nok"),
                says(
                        "length-and-chunks",
                        "announces a length and sends chunks",
                        OK + "Content-Length: 7\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n"));
    }

    private static Specimen says(String name, String does, String answer) {
        return new Specimen(name, does, new Habitat.Tcp("http"), Behaviour.says(answer));
    }
}
