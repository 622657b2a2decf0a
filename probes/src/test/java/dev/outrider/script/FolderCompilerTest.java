package dev.outrider.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FolderCompilerTest {
    private static final String SCRIPT = "shop/browse.journey.yaml";
    private static final Sources SOURCES = new Sources(Map.of(
            SCRIPT,
            """
            journey: browse
            title: Look around
            owner: shop
            schedule: every 1m
            base: ${env.shop}
            steps:
              - name: Home
                GET: /
                expect: [ status == 200, json.stock > env.least ]
            """,
            "environments/live.yaml",
            "environment: live\nvars: { shop: 'https://shop.example', least: 5 }\n",
            "environments/test.yaml",
            "environment: test\nvars: { shop: 'https://test.example', least: 1 }\n",
            "environments/half.yaml",
            "environment: half\nvars: { shop: 'https://half.example', least: 0.5 }\n",
            "environments/loose.yaml",
            "environment: loose\nvars: { shop: 'loose.example', least: 5 }\n",
            "environments/bare.yaml",
            "environment: bare\nvars: { shop: 'https://bare.example' }\n"));

    private final FolderCompiler compiler = new FolderCompiler(SOURCES);

    @Test
    void environments_that_differ_in_values_share_a_journey_and_those_that_differ_in_types_do_not() {
        List<Compiled.Ready> ready = compiler.compile(SCRIPT, List.of("live", "test", "half")).stream()
                .map(Compiled.Ready.class::cast)
                .toList();
        assertThat(ready.get(1).journey()).isSameAs(ready.get(0).journey());
        assertThat(ready.get(2).journey()).isNotSameAs(ready.get(0).journey());
        assertThat(ready)
                .extracting(each -> each.environment().vars().get("shop"))
                .containsExactly("https://shop.example", "https://test.example", "https://half.example");
    }

    @Test
    void each_comes_to_what_it_comes_to_alone() {
        List<String> names = List.of("live", "bare", "test", "loose", "nowhere");
        List<Compiled> together = compiler.compile(SCRIPT, names);
        for (int i = 0; i < names.size(); i++) {
            Compiled alone = Compiler.compile(SOURCES, SCRIPT, Optional.of(names.get(i)));
            assertThat(together.get(i).problems()).isEqualTo(alone.problems());
            assertThat(together.get(i)).hasSameClassAs(alone);
        }
    }
}
