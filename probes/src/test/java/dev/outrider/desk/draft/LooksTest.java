package dev.outrider.desk.draft;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LooksTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "3f2b9c1e-7a4d-4f0b-9a57-0c2d1e5f6a7b",
                "a48f5dd0a42684939a879d9d258a2e4c",
                "c-12d2168f570f",
                "web-c42c8117f37766c3",
                "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI0MiJ9.s3cr3tS1gn4tur3",
                "1000123456",
                "Zq8rT2mKp4vX9wLs",
                "2026-11-24T11:34:09.015Z",
                "k3j9x2ab7"
            })
    void what_a_machine_drew_for_a_session_looks_so(String value) {
        assertThat(Looks.isDynamic(value)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "canary",
                "CANARY-0001",
                "SHOE-0042",
                "sign-in",
                "1",
                "10115",
                "black-friday-2026",
                "ana@shop.test",
                "Main Street 12",
                "iphone-15-pro",
                "add_to_cart",
                "Add to cart",
                "application/json",
                "EUR",
                "true",
                "productListing",
                "GetProductDetails",
                "v2"
            })
    void what_a_person_chose_does_not(String value) {
        assertThat(Looks.isDynamic(value)).isFalse();
    }

    @Test
    void a_moment_is_one_only_near_the_recording() {
        Instant recorded = Instant.parse("2026-11-24T11:34:09Z");
        assertThat(Looks.moment("1795520049000", recorded)).contains("epoch(now) * 1000");
        assertThat(Looks.moment("1795520049", recorded)).contains("epoch(now)");
        assertThat(Looks.moment("2026-11-24T11:34:09.015Z", recorded)).contains("string(now)");
        assertThat(Looks.moment("1000000000", recorded)).isEmpty();
        assertThat(Looks.moment("1795520049", Instant.EPOCH)).isEmpty();
    }
}
