package io.llgateway;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.callMethod;
import static com.tngtech.archunit.lang.conditions.ArchConditions.not;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Holds the packages to the way of a notification: a stage knows the stages before it, never those after it. */
@AnalyzeClasses(packages = "io.llgateway", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    /** For each stage, the stages it may know. The root package, which wires them, may know all. */
    private static final Map<String, Set<String>> MAY_USE = new TreeMap<>(Map.of(
            "notification", Set.of(),
            "verification", Set.of("notification"),
            "message", Set.of("notification", "verification"),
            "ledger", Set.of("notification", "verification", "message"),
            // intake answers the browser with the shopper's pages
            "intake", Set.of("notification", "verification", "message", "ledger", "shopper"),
            "dispatch", Set.of("notification", "verification", "message", "ledger"),
            "delivery", Set.of("notification", "verification", "message", "ledger"),
            "shopper", Set.of("notification", "verification", "message", "ledger"),
            "operations", Set.of("notification", "verification", "message", "ledger", "dispatch", "delivery"),
            "sandbox",
                    Set.of(
                            "notification",
                            "verification",
                            "message",
                            "ledger",
                            "intake",
                            "dispatch",
                            "delivery",
                            "shopper",
                            "operations")));

    private static final String[] BANNED_PACKAGES = {
        "..util..",
        "..utils..",
        "..common..",
        "..model..",
        "..dto..",
        "..impl..",
        "..service..",
        "..services..",
        "..helper..",
        "..helpers..",
        "..misc.."
    };

    @ArchTest
    static void everyStageKnowsOnlyTheStagesBeforeIt(JavaClasses gateway) {
        MAY_USE.forEach((stage, known) -> {
            Set<String> unknown = new TreeSet<>(MAY_USE.keySet());
            unknown.removeAll(known);
            unknown.remove(stage);
            if (!unknown.isEmpty()) {
                noClasses()
                        .that()
                        .resideInAPackage("io.llgateway." + stage + "..")
                        .should()
                        .dependOnClassesThat(resideInAnyPackage(unknown.stream()
                                .map(other -> "io.llgateway." + other + "..")
                                .toArray(String[]::new)))
                        .because("dependencies follow the flow")
                        .check(gateway);
            }
        });
    }

    @ArchTest
    static void everyPackageIsAStageOfTheFlow(JavaClasses gateway) {
        Set<String> packages = new TreeSet<>();
        for (JavaClass type : gateway) {
            String name = type.getPackageName();
            if (!name.equals("io.llgateway")) {
                packages.add(name.substring("io.llgateway.".length()).split("\\.")[0]);
            }
        }
        assertThat(packages).containsExactlyInAnyOrderElementsOf(MAY_USE.keySet());
    }

    @ArchTest
    static final ArchRule stagesHaveNoCycles =
            slices().matching("io.llgateway.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule noStageUsesTheRootPackage = noClasses()
            .that()
            .resideOutsideOfPackage("io.llgateway")
            .should()
            .dependOnClassesThat(resideInAnyPackage("io.llgateway"));

    @ArchTest
    static final ArchRule camelStaysAtTheBorders = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "io.llgateway", "io.llgateway.intake..", "io.llgateway.dispatch..", "io.llgateway.delivery..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("org.apache.camel.."));

    @ArchTest
    static final ArchRule noPackageIsADrawerForAnything = noClasses().should().resideInAnyPackage(BANNED_PACKAGES);

    @ArchTest
    static final ArchRule nothingPrintsToTheConsole = NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

    @ArchTest
    static final ArchRule nothingLogsByJavaUtilLogging = NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;

    /** How long a comparison takes must not say how much of a signature was right. */
    @ArchTest
    static final ArchRule signaturesAreComparedInConstantTime = classes()
            .that()
            .implement("io.llgateway.verification.SignatureCheck")
            .should()
            .callMethod(MessageDigest.class, "isEqual", byte[].class, byte[].class)
            .andShould(not(callMethod(Arrays.class, "equals", byte[].class, byte[].class)));

    @ArchTest
    static final ArchRule timeComesFromTheInjectedClock = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("io.llgateway.GatewayConfiguration")
            .should()
            .callMethod(java.time.Clock.class, "systemUTC")
            .orShould()
            .callMethod(java.time.Clock.class, "systemDefaultZone")
            .orShould()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(java.time.LocalDateTime.class, "now")
            .orShould()
            .callMethod(java.time.OffsetDateTime.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");

    @ArchTest
    static void everyPackageSaysWhatItPromisesAndIsNullMarked(JavaClasses gateway) {
        Set<String> unmarked = new TreeSet<>();
        gateway.getPackage("io.llgateway").traversePackageTree(type -> true, new JavaPackage.ClassVisitor() {
            @Override
            public void visit(JavaClass type) {
                if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
                    unmarked.add(type.getPackageName());
                }
            }
        });
        assertThat(unmarked)
                .as("packages without @NullMarked in package-info.java")
                .isEmpty();
    }

    /** The rules above would all hold for an empty import. */
    @Test
    void readsTheGatewaysOwnClasses() {
        JavaClasses gateway = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.llgateway");
        assertThat(gateway.contain(GatewayApplication.class)).isTrue();
        classes()
                .that()
                .areAnnotatedWith("org.springframework.boot.autoconfigure.SpringBootApplication")
                .should()
                .resideInAPackage("io.llgateway")
                .check(gateway);
    }
}
