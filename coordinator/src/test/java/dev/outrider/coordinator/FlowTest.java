package dev.outrider.coordinator;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
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
    private static final String ROOT = "dev.outrider.coordinator";
    private static final List<String> FLOW = List.of(
            "store",
            "catalog",
            "placement",
            "ingest",
            "verdict",
            "timeline",
            "slo",
            "incident",
            "replay",
            "stream",
            "api");
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
        noClasses()
                .that()
                .resideInAPackage(within(name))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        Stream.concat(Stream.of(ROOT), below.stream().map(FlowTest::within))
                                .toArray(String[]::new))
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void the_store_knows_no_word_of_the_domain() {
        noClasses()
                .that()
                .resideInAPackage(within("store"))
                .should()
                .dependOnClassesThat(describe(
                        "are ours",
                        type -> type.getPackageName().startsWith("dev.outrider")
                                && !type.getPackageName().equals(ROOT + ".store")))
                .check(CLASSES);
    }

    @Test
    void only_the_store_knows_which_database_it_is() {
        noClasses()
                .that()
                .resideOutsideOfPackage(within("store"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.sqlite..", "com.zaxxer..", "org.flywaydb..")
                .check(CLASSES);
    }

    @Test
    void verdicts_are_pure() {
        noClasses()
                .that()
                .resideInAnyPackage(within("verdict"), within("slo"), within("incident"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "java.nio..", "io.vertx..", "org.slf4j..")
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    private static String within(String name) {
        return ROOT + "." + name + "..";
    }
}
