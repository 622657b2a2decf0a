package dev.outrider.run.net;

import dev.outrider.source.Quotation;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;

/**
 * How a protocol is asked to go on with TLS. It is read byte by byte up to the server's consent: what a server, or somebody in
 * between, had sent behind it in the clear breaks the handshake instead of being believed.
 */
enum StartTls {
    SMTP,
    IMAP,
    POP3,
    FTP,
    LDAP,
    POSTGRES,
    XMPP;

    private static final int LONGEST = 16 * 1024;
    /** Of what the server says instead, in a sentence. */
    private static final int TOLD = 200;

    /** The server speaks, and does not want to. */
    static final class Declined extends Exception {
        Declined(String said) {
            super("the server does not agree to STARTTLS: "
                    + (said.isBlank() ? "it said nothing of it" : "it said " + Quotation.first(said.strip(), TOLD)));
        }
    }

    /** @throws IllegalArgumentException when there is none of this name */
    static StartTls of(String name) {
        return valueOf(name.strip().toUpperCase(Locale.ROOT));
    }

    /**
     * Comes to an agreement.
     *
     * @param name of the server
     */
    void ask(Socket socket, String name) throws IOException, Declined {
        Talk talk = new Talk(socket.getInputStream(), socket.getOutputStream());
        switch (this) {
            case SMTP -> {
                talk.reply("220");
                talk.say("EHLO outrider.invalid\r\n");
                talk.reply("250");
                talk.say("STARTTLS\r\n");
                talk.reply("220");
            }
            case FTP -> {
                talk.reply("220");
                talk.say("AUTH TLS\r\n");
                talk.reply("234");
            }
            case IMAP -> {
                talk.line("* OK");
                talk.say("a1 STARTTLS\r\n");
                talk.tagged("a1");
            }
            case POP3 -> {
                talk.line("+OK");
                talk.say("STLS\r\n");
                talk.line("+OK");
            }
            case POSTGRES -> talk.postgres();
            case LDAP -> talk.ldap();
            case XMPP -> talk.xmpp(name);
        }
    }

    private record Talk(InputStream in, OutputStream out) {
        void say(String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        }

        private int octet() throws IOException {
            int octet = in.read();
            if (octet < 0) {
                throw new EOFException("the server closed the connection");
            }
            return octet;
        }

        private String line() throws IOException {
            return upTo("\n");
        }

        private String upTo(String end) throws IOException {
            StringBuilder text = new StringBuilder();
            while (text.length() < LONGEST) {
                text.append((char) octet());
                if (text.length() >= end.length() && text.indexOf(end, text.length() - end.length()) >= 0) {
                    return text.toString();
                }
            }
            throw new IOException("the server said too much");
        }

        void line(String expected) throws IOException, Declined {
            String line = line();
            if (!line.startsWith(expected)) {
                throw new Declined(line);
            }
        }

        /** A reply of one line or more (RFC 5321, 4.2.1). */
        void reply(String code) throws IOException, Declined {
            String line = line();
            for (int lines = 1; line.length() > 3 && line.charAt(3) == '-' && lines < 100; lines++) {
                line = line();
            }
            if (!line.startsWith(code)) {
                throw new Declined(line);
            }
        }

        void tagged(String tag) throws IOException, Declined {
            String line = line();
            for (int lines = 1; line.startsWith("*") && lines < 100; lines++) {
                line = line();
            }
            if (!line.startsWith(tag + " OK")) {
                throw new Declined(line);
            }
        }

        /** SSLRequest, which is answered by one letter. */
        void postgres() throws IOException, Declined {
            out.write(HexFormat.of().parseHex("0000000804d2162f"));
            out.flush();
            int letter = octet();
            if (letter != 'S') {
                throw new Declined(letter == 'N' ? "N, which is: no TLS here" : "'" + (char) letter + "'");
            }
        }

        /** ExtendedRequest 1.3.6.1.4.1.1466.20037 (RFC 4511, 4.14); of the answer only its result is read. */
        void ldap() throws IOException, Declined {
            byte[] oid = "1.3.6.1.4.1.1466.20037".getBytes(StandardCharsets.US_ASCII);
            out.write(HexFormat.of().parseHex("301d02010177188016"));
            out.write(oid);
            out.flush();
            int tag = octet();
            int length = octet();
            int size = length < 0x80 ? length : sized(length & 0x7f);
            if (tag != 0x30 || size > LONGEST) {
                throw new Declined("something that is not LDAP");
            }
            byte[] answer = in.readNBytes(size);
            int code = result(answer);
            if (code != 0) {
                throw new Declined(code < 0 ? "something that is not LDAP" : "result code " + code);
            }
        }

        private int sized(int octets) throws IOException {
            int size = 0;
            for (int i = 0; i < octets; i++) {
                size = Math.min(LONGEST + 1, (size << 8) + octet());
            }
            return size;
        }

        /** The enumerated value of one byte that an extended response begins with; -1 when there is none. */
        private static int result(byte[] answer) {
            for (int i = 0; i + 2 < answer.length; i++) {
                if (answer[i] == 0x0a && answer[i + 1] == 1) {
                    return answer[i + 2] & 0xff;
                }
            }
            return -1;
        }

        void xmpp(String name) throws IOException, Declined {
            say("<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' to='"
                    + name.replaceAll("[<>&'\"]", "") + "' version='1.0'>");
            String features = upTo("</stream:features>");
            if (!features.contains("urn:ietf:params:xml:ns:xmpp-tls")) {
                throw new Declined("that it has other features only");
            }
            say("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
            String answer = upTo(">");
            if (!answer.contains("<proceed")) {
                throw new Declined(answer);
            }
        }
    }
}
