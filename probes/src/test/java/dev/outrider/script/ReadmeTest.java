package dev.outrider.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the page for authors shows, works. */
class ReadmeTest {
    private static final Pattern SNIPPET = Pattern.compile("(?ms)^```yaml\\n(.*?)^```$");
    private static final String PAGE = page();

    private static String page() {
        try {
            return Files.readString(Path.of(System.getProperty("outrider.root", ".."), "probes/README.md"));
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }

    static List<String> snippets() {
        List<String> snippets = new ArrayList<>();
        Matcher matcher = SNIPPET.matcher(PAGE);
        while (matcher.find()) {
            snippets.add(matcher.group(1));
        }
        return snippets;
    }

    @ParameterizedTest
    @MethodSource("snippets")
    void every_snippet_compiles(String snippet) {
        Map<String, String> files = new HashMap<>(Map.of("snippet.yaml", snippet, "fixtures/invoice.pdf", ""));
        snippets().stream()
                .filter(each -> each.startsWith("fragment: search"))
                .forEach(each -> files.put("fragments/search.yaml", each));
        snippets().stream()
                .filter(each -> each.startsWith("environment:"))
                .findFirst()
                .ifPresent(each -> files.put("environments/example.yaml", each));
        assertThat(Compiler.compile(new Sources(files), "snippet.yaml", Optional.empty())
                        .problems())
                .filteredOn(problem -> !problem.message().startsWith("this version cannot run"))
                .map(problem -> problem.render(snippet))
                .isEmpty();
    }
}
