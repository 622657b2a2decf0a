package dev.outrider.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrider.run.Secrets.Secret;
import dev.outrider.script.SecretRef;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SecretsTest {
    @TempDir
    private Path folder;

    @Test
    void a_variable_is_read_when_it_is_needed() {
        assertThat(find(new SecretRef.Env("SHOP_PW"))).isEqualTo(new Secret.Found("value of SHOP_PW"));
        assertThat(find(new SecretRef.Env("NONE")))
                .isEqualTo(
                        new Secret.NotFound(
                                "the secret pw is env:NONE, and this process has no variable of that name; set it and start again"));
    }

    @Test
    void a_file_of_the_owner_is_read_anew_each_time() throws Exception {
        Path file = Files.createDirectories(folder.resolve("team-a")).resolve("pw");
        assertThat(find(new SecretRef.File("pw")))
                .isEqualTo(new Secret.NotFound(
                        "the secret pw is file:pw, and there is no " + file + "; put the value there"));
        Files.writeString(file, "first\n");
        assertThat(find(new SecretRef.File("pw"))).isEqualTo(new Secret.Found("first"));
        Files.writeString(file, "second\n");
        assertThat(find(new SecretRef.File("pw"))).isEqualTo(new Secret.Found("second"));
    }

    @Test
    void nothing_outside_of_the_owners_folder_is_read() throws Exception {
        Files.createDirectories(folder.resolve("team-a"));
        Files.createDirectories(folder.resolve("team-b"));
        Files.writeString(folder.resolve("team-b/pw"), "theirs");
        assertThat(find(new SecretRef.File("../team-b/pw"))).isInstanceOf(Secret.NotFound.class);
        assertThat(new Secrets(Optional.of(folder), name -> null)
                        .resolve("the secret pw is", "../team-b", new SecretRef.File("pw")))
                .isInstanceOf(Secret.NotFound.class);
    }

    private Secret find(SecretRef reference) {
        return new Secrets(Optional.of(folder), name -> "NONE".equals(name) ? null : "value of " + name)
                .resolve("the secret pw is", "team-a", reference);
    }
}
