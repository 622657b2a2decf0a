package dev.outrider.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrider.mutate.Found;
import dev.outrider.result.Outcome;
import dev.outrider.result.RunResult;
import dev.outrider.shop.Fault;
import dev.outrider.shop.Step;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The shipped examples against a real shop: they pass, and they notice what they were written to notice. */
final class ExamplesTest {
    @TempDir
    private static Path folder = Path.of("");

    private static ExampleShop shop;

    @BeforeAll
    static void open() {
        shop = new ExampleShop(folder);
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    @AfterEach
    void mend() {
        shop.faults().clear();
    }

    static Stream<String> examples() {
        return shop.scripts();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void passes_twice_each_time_as_a_new_customer(String script) {
        for (int run = 1; run <= 2; run++) {
            RunResult result = shop.run(script);
            assertThat(result.outcome()).as("%s, run %d", script, run).isEqualTo(new Outcome.Passed());
            assertThat(result.cleanupFailed()).as("clean-up of %s", script).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "wrong-password, login",
        "wrong-password, account",
        "graphql, graphql",
        "rotating-token, loyalty",
        "declined-card, pay",
        "declined-card, order-status",
        "sold-out, product",
        "sold-out, cart",
        "dearest-in-stock, stock",
        "dearest-in-stock, products",
        "dearest-in-stock, product-page",
        "signed-request, partner",
        "client-credentials, token",
        "client-credentials, supply",
        "address, address",
        "campaign, go",
        "campaign, product-page",
        "sign-in-with, authorize",
        "sign-in-with, login",
        "sign-in-with, token",
        "sign-in-with, userinfo",
        "upload, upload",
        "price-feed, feed",
        "storage, storage"
    })
    void fails_when_the_shop_answers_200_with_something_else(String example, String step) {
        shop.faults().put(Fault.everywhere(Step.of(step).orElseThrow(), new Fault.Wrong()));
        assertThat(shop.run(example + ".journey.yaml").outcome()).isInstanceOf(Outcome.Failed.class);
    }

    /** Whatever of the language an example uses can be played again without its shop. */
    @ParameterizedTest
    @MethodSource("examples")
    void passes_again_on_its_recorded_answers_and_notices_lies(String script) {
        assertThat(shop.mutate(script))
                .isInstanceOfSatisfying(
                        Found.Told.class, told -> assertThat(told.noticed()).isPositive());
    }

    @Test
    void nothing_is_left_behind() {
        shop.scripts().forEach(shop::run);
        assertThat(shop.openOrders()).isZero();
    }
}
