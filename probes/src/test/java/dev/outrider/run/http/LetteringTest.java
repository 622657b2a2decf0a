package dev.outrider.run.http;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.nio.charset.Charset;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LetteringTest {
    private static final Charset WINDOWS = Charset.forName("windows-1252");
    private static final Charset JAPANESE = Charset.forName("Shift_JIS");

    static Stream<Arguments> declared() {
        return Stream.of(
                argumentSet("nothing said", "text/html", "<p>größer</p>".getBytes(UTF_8)),
                argumentSet("by its type", "text/html; charset=windows-1252", "<p>größer</p>".getBytes(WINDOWS)),
                argumentSet(
                        "Latin-1 as browsers read it",
                        "text/html;charset=\"ISO-8859-1\"",
                        "größer €".getBytes(WINDOWS)),
                argumentSet("by the page", "text/html", "<meta charset=\"windows-1252\"><p>größer".getBytes(WINDOWS)),
                argumentSet(
                        "by the page in the old form",
                        "text/html",
                        "<meta http-equiv='Content-Type' content='text/html; charset=windows-1252'>größer"
                                .getBytes(WINDOWS)),
                argumentSet(
                        "by the document",
                        "application/xml",
                        "<?xml version='1.0' encoding='windows-1252'?><a>größer</a>".getBytes(WINDOWS)),
                argumentSet(
                        "the type before the page",
                        "text/html; charset=utf-8",
                        "<meta charset=windows-1252>größer".getBytes(UTF_8)),
                argumentSet("a mark before the type", "text/html; charset=utf-8", "\uFEFFgrößer".getBytes(UTF_16BE)));
    }

    @ParameterizedTest
    @MethodSource("declared")
    void a_text_is_read_as_a_browser_reads_it(String type, byte[] body) {
        Answer answer = answer(type, body);
        assertThat(answer.text()).contains("größer").doesNotContain("\uFEFF");
        assertThat(answer.garbled()).isEmpty();
    }

    @Test
    void a_page_of_another_world_is_read_too() {
        assertThat(answer("text/html; charset=Shift_JIS", "日本".getBytes(JAPANESE))
                        .text())
                .isEqualTo("日本");
    }

    @ParameterizedTest
    @CsvSource({
        "iso-8859-1, windows-1252, 80, €",
        "us-ascii, windows-1252, e4, ä",
        "iso-8859-9, windows-1254, f0, ğ",
        "tis-620, x-windows-874, 80, €",
        "gb2312, GB18030, 8140, 丂",
        "gbk, GB18030, 81308130, \u0080",
        "shift_jis, windows-31j, 8740, ①",
        "sjis, windows-31j, 8740, ①",
        "euc-kr, x-windows-949, 8141, 갂",
        "ks_c_5601-1987, x-windows-949, 8141, 갂",
        "big5, Big5-HKSCS, 8856, Ā",
        "x-sjis, windows-31j, 93fa, 日",
        "macintosh, x-MacRoman, 8a, ä",
        "koi8, KOI8-R, c1, а",
        "unicode-1-1-utf-8, UTF-8, c3a4, ä",
    })
    void a_name_means_what_it_means_on_the_web(String label, String charset, String bytes, String letter) {
        Answer answer = answer("text/html; charset=" + label, HexFormat.of().parseHex(bytes));
        assertThat(answer.charset()).isEqualTo(Charset.forName(charset));
        assertThat(answer.text()).isEqualTo(letter);
        assertThat(answer.garbled()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cp1047", "utf-7", "iso-2022-kr", "x-IBM930"})
    void what_only_java_knows_is_no_charset_of_the_web(String name) {
        assertThat(answer("text/html; charset=" + name, "x".getBytes(UTF_8)).garbled())
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"logical", "csiso2022jp", "x-mac-ukrainian", "866", "ISO-8859-16", " hebrew "})
    void a_rare_name_is_known_however_it_is_written(String label) {
        assertThat(Labels.charset(label)).isPresent();
    }

    @Test
    void bytes_that_are_none_of_the_declared_charset_are_told() {
        assertThat(answer("text/html; charset=utf-8", "größer".getBytes(WINDOWS))
                        .garbled())
                .contains(
                        "it says that it is written in utf-8, and has bytes that are not: customers see \uFFFD in their place");
        assertThat(answer("application/json", "{\"a\":\"größer\"}".getBytes(WINDOWS))
                        .garbled())
                .contains(
                        "it names no charset, so it is UTF-8, and has bytes that are not: customers see \uFFFD in their place");
        assertThat(answer("text/html; charset=klingon-1", "x".getBytes(UTF_8)).garbled())
                .contains("it says that it is written in 'klingon-1', which is no charset that we know");
    }

    @Test
    void a_picture_and_a_text_that_was_cut_in_a_letter_are_not_wrong() {
        assertThat(answer("image/png", new byte[] {(byte) 0x89, (byte) 0xFF}).garbled())
                .isEmpty();
        byte[] half = new byte[] {'a', (byte) 0xC3};
        Answer cut = new Answer(200, "OK", type("text/html"), Bytes.of(half), 9, "HTTP/1.1", "127.0.0.1:80");
        assertThat(cut.garbled()).isEmpty();
        assertThat(answer("text/html", half).garbled()).isPresent();
    }

    private static Answer answer(String type, byte[] body) {
        return new Answer(200, "OK", type(type), Bytes.of(body), body.length, "HTTP/1.1", "127.0.0.1:80");
    }

    private static Headers type(String type) {
        return new Headers(List.of(Map.entry("Content-Type", type)));
    }
}
