package dev.outrider.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrider.result.RunResult;
import dev.outrider.run.RunSettings;
import io.vertx.core.Vertx;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a picture must not show, although nobody filled it in: a page may know a secret, too. */
class PictureTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final String STYLE = """
            <style>body { margin: 0 } body > * { position: absolute; left: 0; width: 400px; height: 80px; margin: 0; padding: 0; border: 0;
            box-sizing: border-box; background: white; font-size: 40px }</style>""";

    @TempDir
    private static Path secrets;

    private static Street street;
    private static Ride ride;

    @BeforeAll
    static void open() {
        Machine.assumeBrowser();
        street = new Street(VERTX)
                .page("/known", STYLE + """
                        <input style="top: 0" readonly value=ride-ahead>
                        <input style="top: 100px" placeholder="was ride-ahead">
                        <textarea style="top: 200px">it is ride-ahead now</textarea>
                        <select style="top: 300px"><option>nothing<option selected>ride-ahead</select>
                        <p style="top: 400px">so: <b>ride</b>-ahead</p>
                        <iframe style="top: 500px" src="/frame"></iframe>
                        <p style="top: 600px">innocent</p>
                        <script>document.querySelector('input').value = 'ride-ahead';</script>""")
                .page("/frame", STYLE + "<input readonly style='top: 0' value='ride-ahead'>")
                .page(
                        "/many",
                        STYLE + "<p style='top: 600px'>innocent</p>"
                                + "<iframe style='top: 0' src='/frame'></iframe>"
                                + "<iframe style='top: 700px' srcdoc='x'></iframe>".repeat(50))
                .on("/token", request -> request.response().end("{\"token\": \"t0ken-of-this-run\"}"))
                .page(
                        "/shown",
                        STYLE
                                + "<input style='top: 0' readonly value='t0ken-of-this-run'><p style='top: 600px'>innocent</p>");
        ride = new Ride(street.url(), RunSettings.DEFAULT, secrets);
    }

    @AfterAll
    static void close() {
        if (ride != null) {
            ride.close();
            street.close();
        }
    }

    @Test
    void a_secret_that_the_page_shows_in_fields_texts_and_frames_is_painted_over() throws IOException {
        BufferedImage picture = picture(ride.run("""
                steps:
                  - name: Look
                    let: { use: secrets.password }
                    browser: [{ goto: /known }]
                    expect: use != ''
                """));
        for (int y : new int[] {40, 140, 240, 340, 440, 540}) {
            assertThat(brightness(picture, y)).as("at %d", y).isLessThan(20);
        }
        assertThat(brightness(picture, 660)).as("what is innocent").isGreaterThan(200);
    }

    @Test
    void where_there_are_more_frames_than_can_be_looked_into_none_is_shown() throws IOException {
        BufferedImage picture = picture(ride.run("""
                steps:
                  - name: Look
                    let: { use: secrets.password }
                    browser: [{ goto: /many }]
                    expect: use != ''
                """));
        assertThat(brightness(picture, 40)).as("the frame").isLessThan(20);
        assertThat(brightness(picture, 660)).as("what is innocent").isGreaterThan(200);
    }

    @Test
    void a_captured_value_that_became_a_secret_is_one_in_pictures_too() throws IOException {
        BufferedImage picture = picture(ride.run("""
                steps:
                  - name: Token
                    GET: /token
                    capture: { token: json.token }
                  - name: Use
                    GET: /token
                    headers: { Authorization: "Bearer ${token}" }
                  - name: Look
                    browser: [{ goto: /shown }]
                """));
        assertThat(brightness(picture, 40)).as("the field").isLessThan(20);
        assertThat(brightness(picture, 660)).as("what is innocent").isGreaterThan(200);
    }

    private static BufferedImage picture(RunResult run) throws IOException {
        assertThat(run.evidence().views()).as("%s", run.outcome()).hasSize(1);
        byte[] jpeg = Base64.getDecoder()
                .decode(run.evidence().views().getFirst().picture().orElseThrow());
        return ImageIO.read(new ByteArrayInputStream(jpeg));
    }

    /** In the middle of the things on these pages. */
    private static int brightness(BufferedImage picture, int y) {
        int rgb = picture.getRGB(150, y);
        return ((rgb >> 16 & 0xff) + (rgb >> 8 & 0xff) + (rgb & 0xff)) / 3;
    }
}
