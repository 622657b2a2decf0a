package dev.outrider.run;

import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outrider.result.Outcome;
import dev.outrider.result.RunResult;
import dev.outrider.script.Sources;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bodies of parts, and the files in them. */
final class UploadsTest {
    private static final Vertx VERTX = Vertx.vertx(Runner.options());
    /** No text in any charset. */
    private static final byte[] PDF = {'%', 'P', 'D', 'F', 0, (byte) 0xff, (byte) 0xd8, '\r', '\n', '-', '-'};

    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private Shop shop;

    @TempDir
    private Path folder;

    @BeforeEach
    void open() throws IOException {
        Files.write(Files.createDirectories(folder.resolve("fixtures")).resolve("a.pdf"), PDF);
        shop = new Shop(VERTX).on(POST, "/upload", (request, body) -> {
            String boundary = String.valueOf(request.getHeader("Content-Type")).replaceAll(".*boundary=", "");
            bodies.add(new String(body.getBytes(), StandardCharsets.ISO_8859_1).replace(boundary, "B"));
            request.response().end("{}");
        });
    }

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void texts_and_files_are_sent_as_they_are() throws IOException {
        RunResult result = run("""
                let: { reference: "'r-1'" }
                steps:
                  - POST: /upload
                    multipart:
                      reference: ${reference}
                      note: { text: '{"a":1}', type: application/json }
                      doc: { file: fixtures/a.pdf }
                      more: [{ file: fixtures/a.pdf, name: "other name.bin", type: application/x-own }, last]
                """);
        assertThat(result.outcome()).isEqualTo(new Outcome.Passed());
        String pdf = new String(PDF, StandardCharsets.ISO_8859_1);
        assertThat(bodies)
                .containsExactly(String.join(
                        "\r\n",
                        "--B",
                        "Content-Disposition: form-data; name=\"reference\"",
                        "",
                        "r-1",
                        "--B",
                        "Content-Disposition: form-data; name=\"note\"",
                        "Content-Type: application/json",
                        "",
                        "{\"a\":1}",
                        "--B",
                        "Content-Disposition: form-data; name=\"doc\"; filename=\"a.pdf\"",
                        "Content-Type: application/pdf",
                        "",
                        pdf,
                        "--B",
                        "Content-Disposition: form-data; name=\"more\"; filename=\"other name.bin\"",
                        "Content-Type: application/x-own",
                        "",
                        pdf,
                        "--B",
                        "Content-Disposition: form-data; name=\"more\"",
                        "",
                        "last",
                        "--B--",
                        ""));
        assertThat(result.evidence().exchanges().getFirst().requestBody().orElseThrow())
                .contains("r-1", "[a file]")
                .doesNotContain("PDF");
    }

    @Test
    void a_form_takes_files_too() throws IOException {
        shop.on(GET, "/", 200, """
                <form method=post action=/upload enctype=multipart/form-data><input name=a value=1>
                <input type=file name=doc><input type=file name=other></form>""");
        assertThat(run("""
                        steps:
                          - GET: /
                          - submit: form
                            with: { doc: { file: fixtures/a.pdf } }
                        """).outcome()).isEqualTo(new Outcome.Passed());
        assertThat(bodies.getFirst())
                .contains("name=\"doc\"; filename=\"a.pdf\"\r\nContent-Type: application/pdf\r\n\r\n%PDF")
                .contains("name=\"other\"; filename=\"\"\r\n");
    }

    @Test
    void of_a_folder_only_what_a_script_sends_is_read_and_nothing_outside_of_it() throws IOException {
        Files.write(folder.resolve("fixtures/unused.bin"), new byte[] {1});
        Path inside = Files.createDirectories(folder.resolve("catalog"));
        Files.writeString(inside.resolve("a.journey.yaml"), "file: ../fixtures/a.pdf\nf: { file: b.bin }");
        Files.write(inside.resolve("b.bin"), new byte[] {1, 2});
        assertThat(Sources.of(inside).files()).containsOnlyKeys("a.journey.yaml", "b.bin");
        assertThat(Sources.of(folder).files())
                .containsOnlyKeys("catalog/a.journey.yaml", "catalog/b.bin", "fixtures/a.pdf")
                .containsEntry("fixtures/a.pdf", Base64.getEncoder().encodeToString(PDF));
    }

    private RunResult run(String steps) throws IOException {
        Files.writeString(folder.resolve("shop.journey.yaml"), steps);
        Ride ride = new Ride(VERTX, shop);
        Sources.of(folder).files().forEach(ride::with);
        return ride.run(steps);
    }
}
