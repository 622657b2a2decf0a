package dev.outrider;

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
class FlowTest {
    private static final List<String> FLOW =
            List.of("source", "expr", "journey", "script", "result", "run", "mutate", "fleet", "desk", "cli");
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.outrider");

    static Stream<Arguments> packages() {
        return IntStream.range(0, FLOW.size() - 1)
                .mapToObj(i -> Arguments.argumentSet(FLOW.get(i), FLOW.get(i), FLOW.subList(i + 1, FLOW.size())));
    }

    @ParameterizedTest
    @MethodSource("packages")
    void a_package_imports_only_packages_above_it(String name, List<String> below) {
        noClasses()
                .that()
                .resideInAPackage("dev.outrider." + name + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(below.stream()
                        .map(each -> "dev.outrider." + each + "..")
                        .toArray(String[]::new))
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void only_the_cluster_link_knows_hazelcast_so_that_the_authors_command_does_not_carry_it() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.outrider.fleet..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.hazelcast..", "io.vertx.spi.cluster.hazelcast..")
                .check(CLASSES);
    }

    @Test
    void only_expr_knows_cel_so_that_another_language_of_expressions_could_take_its_place() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.outrider.expr..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.cel..", "com.google.protobuf..")
                .check(CLASSES);
    }
}
