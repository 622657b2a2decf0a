package dev.outrider.agent;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Data flows one way: a package knows only those above it in this list. */
final class FlowTest {
    private static final String ROOT = "dev.outrider.agent";
    private static final List<String> FLOW =
            List.of("vantage", "assignment", "good", "schedule", "trace", "spool", "deliver");
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    static Stream<Arguments> packages() {
        return IntStream.range(0, FLOW.size())
                .mapToObj(i -> Arguments.argumentSet(FLOW.get(i), FLOW.get(i), FLOW.subList(i + 1, FLOW.size())));
    }

    @ParameterizedTest
    @MethodSource("packages")
    void a_package_imports_only_packages_above_it(String name, List<String> below) {
        String[] forbidden = Stream.concat(Stream.of(ROOT), below.stream().map(FlowTest::within))
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage(within(name))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(forbidden)
                .check(CLASSES);
    }

    @Test
    void an_agent_knows_no_coordinator() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.outrider.coordinator..")
                .check(CLASSES);
    }

    private static String within(String name) {
        return ROOT + "." + name + "..";
    }
}
