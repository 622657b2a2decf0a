package dev.outrider.run.net;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class EchoesTest {
    @Test
    void an_echo_that_comes_twice_counts_once_the_last_one_too() {
        Echoes echoes = new Echoes(3);
        for (int number = 0; number < 3; number++) {
            assertThat(echoes.next(number)).isEqualTo(number);
        }
        echoes.heard(0, 10);
        echoes.heard(0, 20);
        echoes.heard(2, 32);
        echoes.heard(2, 40);
        assertThat(echoes.took()).containsExactly(10L, 30L);
        assertThat(echoes.allBack()).isFalse();
        echoes.heard(1, 51);
        assertThat(echoes.allBack()).isTrue();
    }

    @Test
    void what_was_never_sent_cannot_come_back() {
        Echoes echoes = new Echoes(3);
        echoes.next(0);
        echoes.heard(-1, 10);
        echoes.heard(1, 10);
        echoes.heard(7, 10);
        assertThat(echoes.took()).isEmpty();
        assertThat(echoes.allSent()).isFalse();
    }
}
