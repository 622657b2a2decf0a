package dev.outrider.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrider.result.Outcome;
import dev.outrider.result.RunResult;
import dev.outrider.run.RunSettings;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One customer, in a browser and by HTTP: the same cookies, and secrets that nobody sees. */
class CustomerTest {
    private static final Vertx VERTX = Vertx.vertx();

    @TempDir
    private static Path secrets;

    private static Street street;
    private static Ride ride;

    @BeforeAll
    static void open() {
        Machine.assumeBrowser();
        street = new Street(VERTX)
                .on(
                        "/http",
                        request -> cookies(
                                request, "a=1; Path=/; HttpOnly; SameSite=Lax", "deep=1; Path=/deep", "gone=1; Path=/"))
                .on(
                        "/clear",
                        request -> cookies(request, "gone=; Path=/; Max-Age=0", "a=2; Path=/; HttpOnly; SameSite=Lax"))
                .on("/seen", request -> request.response().end(String.valueOf(request.getHeader("cookie"))))
                .on("/deep/seen", request -> request.response().end(String.valueOf(request.getHeader("cookie"))))
                .page(
                        "/page",
                        "<script>document.cookie = 'b=2; path=/; max-age=1000; samesite=strict'; document.title = document.cookie;</script>")
                .page("/leave", "<script>document.cookie = 'b=; path=/; max-age=0';</script>")
                .page(
                        "/form",
                        "<style>body { margin: 0 } input { position: absolute; left: 0; top: 0; width: 400px; height: 100px } p { margin-top: 200px; font-size: 60px }</style>"
                                + "<label>Name <input></label><p>ride-ahead</p>");
        ride = new Ride(street.url(), RunSettings.DEFAULT, secrets);
    }

    private static void cookies(HttpServerRequest request, String... cookies) {
        List.of(cookies).forEach(cookie -> request.response().headers().add("set-cookie", cookie));
        request.response().end("ok");
    }

    @AfterAll
    static void close() {
        if (ride != null) {
            ride.close();
            street.close();
        }
    }

    @Test
    void cookies_go_both_ways_with_their_paths_and_are_forgotten_both_ways() {
        RunResult run = ride.run("""
                steps:
                  - GET: /http
                  - name: What a page sees, and what goes with its requests
                    browser:
                      - goto: /deep/seen
                      - capture: { deep: page.text('body') }
                      - goto: /page
                    expect:
                      - deep == 'deep=1; a=1; gone=1'
                      - "!page.title.contains('a=1')"
                      - page.title.contains('b=2') && page.title.contains('gone=1')
                  - name: By HTTP again
                    GET: /seen
                    expect: text == 'a=1; gone=1; b=2'
                  - GET: /clear
                  - name: Gone here and there
                    browser:
                      - goto: /leave
                      - goto: /seen
                    expect: page.text('body') == 'a=2'
                  - name: And there
                    GET: /seen
                    expect: text == 'a=2'
                """);
        assertThat(run.outcome()).as("%s", run.steps()).isEqualTo(new Outcome.Passed());
    }

    @Test
    void every_run_is_a_new_customer() {
        String steps = """
                steps:
                  - name: Look
                    browser:
                      - goto: /seen
                      - capture: { before: page.text('body') }
                      - goto: /page
                    expect: before == 'null'
                """;
        assertThat(ride.run(steps).outcome()).isEqualTo(new Outcome.Passed());
        assertThat(ride.run(steps).outcome()).isEqualTo(new Outcome.Passed());
    }

    @Test
    void a_picture_shows_no_secret_that_was_filled_in_or_is_shown() throws IOException {
        RunResult run = ride.run("""
                steps:
                  - name: Fill
                    browser:
                      - goto: /form
                      - fill: { label=Name: "${secrets.password}" }
                """);
        byte[] jpeg = Base64.getDecoder()
                .decode(run.evidence().views().getFirst().picture().orElseThrow());
        BufferedImage picture = ImageIO.read(new ByteArrayInputStream(jpeg));
        assertThat(jpeg.length).isLessThan(200 * 1024);
        assertThat(brightness(picture, 200, 50)).as("the field").isLessThan(20);
        assertThat(brightness(picture, 20, 230)).as("the text").isLessThan(20);
        assertThat(brightness(picture, 200, 150)).as("what is between").isGreaterThan(200);
    }

    private static int brightness(BufferedImage picture, int x, int y) {
        int rgb = picture.getRGB(x, y);
        return ((rgb >> 16 & 0xff) + (rgb >> 8 & 0xff) + (rgb & 0xff)) / 3;
    }
}
