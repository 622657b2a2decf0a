package dev.outrider.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrider.result.Outcome;
import dev.outrider.result.RunResult;
import dev.outrider.run.RunSettings;
import dev.outrider.shop.Fault;
import dev.outrider.shop.Shop;
import dev.outrider.shop.ShopConfig;
import dev.outrider.shop.Step;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped example: a card in a frame of another origin, and the bank's question within it. */
class ExampleTest {
    @TempDir
    private Path folder;

    @Test
    void buys_cleans_up_and_notices_a_broken_shop() {
        Machine.assumeBrowser();
        Vertx vertx = Vertx.vertx();
        Shop shop = Shop.start(vertx, ShopConfig.DEFAULT).await();
        try (Ride ride = Ride.example("browser/checkout.journey.yaml", shop.port(), RunSettings.DEFAULT, folder)) {
            RunResult bought = ride.again();
            assertThat(bought.outcome()).as("%s", bought.steps()).isNotInstanceOf(Outcome.Failed.class);
            assertThat(bought.outcome().countable()).isTrue();
            assertThat(bought.cleanupFailed()).isFalse();
            assertThat(shop.orders().figures().open()).isZero();
            shop.faults().put(Fault.everywhere(Step.HOME, new Fault.Failure(502)));
            assertThat(ride.again().outcome())
                    .isEqualTo(new Outcome.Failed(
                            Outcome.Fault.STATUS,
                            "the page http://127.0.0.1:%d/ came with status 502".formatted(shop.port())));
        } finally {
            shop.close().await();
            vertx.close().await();
        }
    }
}
