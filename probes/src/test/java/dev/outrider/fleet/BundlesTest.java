package dev.outrider.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrider.journey.Body;
import dev.outrider.journey.Part;
import dev.outrider.journey.Request;
import dev.outrider.journey.Step;
import dev.outrider.script.Compiled;
import dev.outrider.script.Compiler;
import dev.outrider.script.Environment;
import dev.outrider.script.SecretRef;
import dev.outrider.script.Sources;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BundlesTest {
    private static final String SCRIPT = """
            journey: shop
            owner: team-shop
            schedule: every 1m
            base: ${env.shop}
            steps:
              - name: Log in
                POST: /login
                form: { user: "${env.user}", password: "${secrets.password}" }
                expect: status == env.expected
            """;
    private static final String ENVIRONMENT = """
            environment: live
            vars: { shop: "https://shop.test", user: "a \\"b\\" c", expected: 200, unrelated: 1 }
            secrets: { password: "env:PASSWORD", other: "file:other" }
            regions:
              eu-west: { vars: { user: eu } }
              us-east: { vars: { unrelated: 2 } }
            """;

    @Test
    void holds_only_what_the_journey_reads_and_secrets_as_references() {
        Bundle bundle = bundle(SCRIPT, ENVIRONMENT);
        assertThat(bundle.files()).containsOnlyKeys("shop.journey.yaml", "environments/live.yaml");
        assertThat(bundle.files().get("environments/live.yaml")).isEqualTo("""
                environment: live
                vars:
                  expected: 200
                  shop: "https://shop.test"
                  user: "a \\"b\\" c"
                secrets:
                  password: env:PASSWORD
                regions:
                  eu-west:
                    vars:
                      user: "eu"
                """);
    }

    @Test
    void means_the_same_wherever_it_is_compiled_again() {
        assertThat(Bundles.compile(bundle(SCRIPT, ENVIRONMENT))).isInstanceOfSatisfying(Compiled.Ready.class, ready -> {
            assertThat(ready.journey().id()).isEqualTo("shop");
            Environment environment = ready.environment().forRegion("eu-west");
            assertThat(environment.vars())
                    .containsOnly(
                            Map.entry("shop", "https://shop.test"),
                            Map.entry("user", "eu"),
                            Map.entry("expected", 200L));
            assertThat(environment.secrets()).containsOnly(Map.entry("password", new SecretRef.Env("PASSWORD")));
        });
    }

    @Test
    void an_unrelated_edit_of_the_environment_keeps_the_digest() {
        String edited =
                ENVIRONMENT.replace("unrelated: 1", "unrelated: 7, more: x").replace("file:other", "file:another");
        assertThat(bundle(SCRIPT, edited)).isEqualTo(bundle(SCRIPT, ENVIRONMENT));
    }

    @Test
    void a_value_that_is_read_changes_the_digest() {
        String digest = bundle(SCRIPT, ENVIRONMENT).digest();
        assertThat(bundle(SCRIPT, ENVIRONMENT.replace("200", "201")).digest()).isNotEqualTo(digest);
        assertThat(bundle(SCRIPT, ENVIRONMENT.replace("user: eu", "user: eu2")).digest())
                .isNotEqualTo(digest);
        assertThat(bundle(SCRIPT, ENVIRONMENT.replace("env:PASSWORD", "env:PASSPHRASE"))
                        .digest())
                .isNotEqualTo(digest);
        assertThat(bundle(SCRIPT.replace("Log in", "Sign in"), ENVIRONMENT).digest())
                .isNotEqualTo(digest);
    }

    @Test
    void a_bundle_that_was_changed_on_the_way_is_rejected() {
        Bundle bundle = bundle(SCRIPT, ENVIRONMENT);
        Map<String, String> files = new HashMap<>(bundle.files());
        files.put(bundle.script(), SCRIPT.replace("/login", "/elsewhere"));
        Bundle forged = new Bundle(bundle.digest(), bundle.journey(), bundle.environment(), bundle.script(), files);
        assertThat(Bundles.compile(forged)).isInstanceOf(Compiled.Rejected.class);
    }

    @Test
    void carries_the_bytes_that_a_journey_sends_and_another_file_is_another_version() {
        String script = SCRIPT.replace("form: {", "multipart: { doc: { file: fixtures/a.pdf },");
        Map<String, String> files = new HashMap<>(Map.of("fixtures/a.pdf", "AP/Y"));
        Bundle bundle = bundle(script, ENVIRONMENT, files);
        assertThat(bundle.files()).containsEntry("fixtures/a.pdf", "AP/Y");
        assertThat(Bundles.compile(bundle))
                .isInstanceOfSatisfying(
                        Compiled.Ready.class,
                        ready -> assertThat(ready.journey().steps())
                                .first()
                                .isInstanceOfSatisfying(
                                        Step.Http.class,
                                        step -> assertThat(step.request())
                                                .isInstanceOfSatisfying(
                                                        Request.Written.class,
                                                        request -> assertThat(request.body())
                                                                .isInstanceOfSatisfying(
                                                                        Body.Multipart.class,
                                                                        body -> assertThat(body.parts())
                                                                                .first()
                                                                                .isInstanceOfSatisfying(
                                                                                        Part.Attached.class,
                                                                                        part -> assertThat(part.file()
                                                                                                        .bytes())
                                                                                                .containsExactly(
                                                                                                        0, 0xff,
                                                                                                        0xd8))))));
        files.put("fixtures/a.pdf", "AP/Z");
        assertThat(bundle(script, ENVIRONMENT, files).digest()).isNotEqualTo(bundle.digest());
    }

    private static Bundle bundle(String script, String environment) {
        return bundle(script, environment, Map.of());
    }

    private static Bundle bundle(String script, String environment, Map<String, String> more) {
        Map<String, String> files = new HashMap<>(more);
        files.putAll(Map.of(
                "shop.journey.yaml", script,
                "environments/live.yaml", environment,
                "environments/unused.yaml", "environment: unused\n"));
        Sources sources = new Sources(files);
        Compiled compiled = Compiler.compile(sources, "shop.journey.yaml", Optional.of("live"));
        assertThat(compiled.problems()).isEmpty();
        return Bundles.pack(sources, "shop.journey.yaml", (Compiled.Ready) compiled, "shop");
    }
}
