package dev.outrider.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class QuotationTest {
    @Test
    void a_short_text_is_quoted_as_it_is() {
        assertThat(Quotation.first("abc", 3)).isEqualTo("abc");
        assertThat(Quotation.last("abc", 3)).isEqualTo("abc");
    }

    @Test
    void a_long_one_is_cut_when_the_sentence_is_settled() {
        String sentence = "one '" + Quotation.first("abcdef", 3) + "', two '" + Quotation.last("uvwxyz", 2) + "'!";
        assertThat(sentence).contains("abcdef").contains("uvwxyz");
        assertThat(Quotation.settled(sentence)).isEqualTo("one 'abc…', two '…yz'!");
    }

    @Test
    void what_was_masked_meanwhile_may_have_made_it_short() {
        String sentence = Quotation.first("secret-secret-secret", 5).replace("secret-secret-secret", "[s]");
        assertThat(Quotation.settled(sentence)).isEqualTo("[s]");
    }

    @Test
    void the_edge_of_what_is_kept_is_never_shown_however_much_was_masked() {
        String secret = "s".repeat(1000);
        String text = secret.repeat(16) + "s".repeat(500) + "x".repeat(100_000);
        String first = Quotation.first(text, 100).replace(secret, "");
        assertThat(Quotation.settled(first)).isEqualTo("…");
        String last = Quotation.last("x".repeat(100_000) + "s".repeat(500) + secret.repeat(16), 100);
        assertThat(Quotation.settled(last.replace(secret, ""))).isEqualTo("…");
    }

    @Test
    void a_quotation_in_a_quotation_is_cut_with_it() {
        String inner = "it said " + Quotation.first("abcdefghij", 5);
        assertThat(Quotation.settled(Quotation.first(inner, 10))).isEqualTo("it said ab…");
    }

    @Test
    void a_pair_of_surrogates_is_one_letter() {
        assertThat(Quotation.settled(Quotation.first("😀😀😀", 2))).isEqualTo("😀😀…");
        assertThat(Quotation.settled(Quotation.last("😀😀😀", 2))).isEqualTo("…😀😀");
    }

    @Test
    void marks_that_another_wrote_do_no_harm() {
        assertThat(Quotation.settled("a\uFDD0")).isEqualTo("a\uFDD0");
        assertThat(Quotation.settled("a\uFDD0\uFDD2b")).isEqualTo("a\uFDD0\uFDD2b");
        assertThat(Quotation.settled("a\uFDD0xyz\uFDD2b")).startsWith("a").endsWith("b");
    }
}
