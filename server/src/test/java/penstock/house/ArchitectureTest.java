package penstock.house;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.constructors;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static com.tngtech.archunit.library.plantuml.rules.PlantUmlArchCondition.Configuration.consideringOnlyDependenciesInAnyPackage;
import static com.tngtech.archunit.library.plantuml.rules.PlantUmlArchCondition.adhereToPlantUmlDiagram;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may see whom, and what the deterministic core must not touch. */
@Tag("house")
class ArchitectureTest {
    private static final List<String> ADAPTERS =
            List.of("penstock.store..", "penstock.runner..", "penstock.artifact..");
    private static final String[] DETERMINISTIC = {
        "penstock.plan..", "penstock.compiler..", "penstock.engine..", "penstock.control.."
    };

    private static final JavaClasses HOUSE = House.classes();

    @Test
    void theScanSawEveryClassOfTheHouse() {
        List<String> seen = HOUSE.stream().map(JavaClass::getFullName).toList();
        List<String> written =
                House.mainSources().stream()
                        .map(House::named)
                        .filter(file -> !file.matches("(cli|bench)/.*|.*/package-info\\.java"))
                        .map(file ->
                                file.replaceAll(".*/src/main/java/|\\.java$", "").replace('/', '.'))
                        .toList();
        assertThat(written).hasSizeGreaterThan(50);
        assertThat(seen).containsAll(written);
    }

    @Test
    void modulesFollowTheDiagram(@TempDir Path folder) throws IOException {
        Path diagram = Files.writeString(folder.resolve("modules.puml"), moduleDiagram());
        check(
                classes()
                        .that(resideInAPackage("penstock.."))
                        .should(
                                adhereToPlantUmlDiagram(
                                        diagram,
                                        consideringOnlyDependenciesInAnyPackage("penstock.."))));
    }

    @Test
    void planAndEngineSeeThePlainJdkOnly() {
        String[] plainJdk = {
            "java.lang..",
            "java.util",
            "java.util.function",
            "java.util.stream",
            "java.util.regex",
            "java.time..",
            "java.math",
            "java.nio.charset",
            "org.jspecify.annotations"
        };
        check(
                classes()
                        .that(resideInAPackage("penstock.plan.."))
                        .should()
                        .onlyDependOnClassesThat(
                                resideInAnyPackage(plainJdk)
                                        .or(resideInAPackage("penstock.plan.."))
                                        .or(digests())));
        check(
                classes()
                        .that(resideInAPackage("penstock.engine.."))
                        .should()
                        .onlyDependOnClassesThat(
                                resideInAnyPackage(plainJdk)
                                        .or(
                                                resideInAnyPackage(
                                                        "penstock.plan..", "penstock.engine.."))));
    }

    @Test
    void theCoreReadsNoClockAndStartsNoThread() {
        check(
                noClasses()
                        .that(resideInAnyPackage(DETERMINISTIC))
                        .should()
                        .accessTargetWhere(
                                calls(
                                                "java\\.time\\.(Instant|LocalDate|LocalDateTime|ZonedDateTime|OffsetDateTime)",
                                                "now")
                                        .or(calls("java\\.time\\.Clock", "system.*|tick.*"))
                                        .or(
                                                calls(
                                                        "java\\.lang\\.System",
                                                        "nanoTime|currentTimeMillis|identityHashCode"))
                                        .or(calls("java\\.util\\.UUID", "randomUUID"))
                                        .or(calls("java\\.lang\\.Math", "random"))
                                        .or(calls("java\\.util\\.concurrent\\.Executors", ".*"))
                                        .or(
                                                calls(
                                                        "java\\.lang\\.Thread",
                                                        "(?!currentThread|interrupt|onSpinWait).*"))));
        check(
                noClasses()
                        .that(resideInAnyPackage(DETERMINISTIC))
                        .should()
                        .dependOnClassesThat(
                                named(
                                        "java\\.util\\.(Random|Timer|IdentityHashMap|WeakHashMap)|java\\.security\\.SecureRandom")));
    }

    @Test
    void theCoreUsesNoCollectionWhoseOrderDiffersBetweenJvms() {
        check(
                noClasses()
                        .that(resideInAnyPackage(DETERMINISTIC))
                        .should()
                        .accessTargetWhere(
                                calls("java\\.util\\.Set", "of|copyOf")
                                        .or(calls("java\\.util\\.Map", "of|ofEntries|copyOf"))
                                        .or(
                                                calls(
                                                        "java\\.util\\.stream\\.Collectors",
                                                        "toUnmodifiable(Set|Map)|toSet"))));
    }

    @Test
    void packagesHaveNoCycles() {
        check(slices().matching("penstock.(**)").should().beFreeOfCycles());
    }

    @Test
    void adaptersDoNotSeeEachOther() {
        for (String adapter : ADAPTERS) {
            String[] others =
                    ADAPTERS.stream()
                            .filter(other -> !other.equals(adapter))
                            .toArray(String[]::new);
            check(
                    noClasses()
                            .that(resideInAPackage(adapter))
                            .should()
                            .dependOnClassesThat(
                                    resideInAnyPackage(others)
                                            .or(resideInAPackage("penstock.server.."))));
        }
    }

    @Test
    void technologiesStayWhereTheyBelong() {
        onlyIn(
                "penstock.store",
                "java.sql..",
                "javax.sql..",
                "org.jooq..",
                "org.flywaydb..",
                "com.zaxxer..",
                "org.sqlite..");
        onlyIn("penstock.server", "io.helidon..");
        onlyIn("penstock.spec", "org.snakeyaml..");
        onlyIn("penstock.compiler", "dev.cel..");
        onlyIn("penstock.cli", "picocli..");
    }

    @Test
    void commandsEventsAndEffectsAreRecords() {
        for (String vocabulary : List.of("Command", "Event", "Effect")) {
            JavaClass root = HOUSE.get("penstock.engine." + vocabulary);
            List<JavaClass> members =
                    root.getAllSubclasses().stream().filter(type -> !type.isInterface()).toList();
            assertThat(members).as("members of %s", vocabulary).hasSizeGreaterThan(2);
            assertThat(members)
                    .as("members of %s that are records", vocabulary)
                    .allMatch(JavaClass::isRecord);
        }
    }

    @Test
    void onlyTheStateItselfMakesAnotherState() {
        check(
                constructors()
                        .that()
                        .areDeclaredIn("penstock.engine.RunState")
                        .should()
                        .onlyBeCalled()
                        .byClassesThat(named("penstock\\.engine\\.RunState")));
    }

    @Test
    void exceptionsSayWhatTheyAreAndOutputGoesThroughTheCommandLine() {
        check(NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS);
        JavaClasses quiet =
                HOUSE.that(
                        resideInAnyPackage(
                                        "penstock.cli..", "penstock.bench..", "penstock.testkit..")
                                .negate());
        NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(quiet);
    }

    @Test
    void everyPackageIntroducesItself() {
        List<Path> sources = House.mainSources();
        assertThat(sources).isNotEmpty();
        for (Path folder : sources.stream().map(Path::getParent).distinct().toList()) {
            Path page = folder.resolve("package-info.java");
            assertThat(page).exists();
            assertThat(House.read(page))
                    .as(House.named(page))
                    .startsWith("/**")
                    .contains("@NullMarked")
                    .contains("Invariant");
        }
    }

    private static void onlyIn(String module, String... technology) {
        noClasses()
                .that(resideInAPackage(module + "..").negate())
                .should()
                .dependOnClassesThat(resideInAnyPackage(technology))
                .check(HOUSE);
    }

    /** That a rule looked at something is the business of the first test. */
    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(HOUSE);
    }

    private static DescribedPredicate<JavaClass> named(String pattern) {
        return DescribedPredicate.describe(
                "named " + pattern, type -> type.getName().matches(pattern));
    }

    private static DescribedPredicate<JavaClass> digests() {
        return named(
                "java\\.security\\.(MessageDigest|NoSuchAlgorithmException)|java\\.util\\.HexFormat");
    }

    /** Calls and method references alike. */
    private static DescribedPredicate<JavaAccess<?>> calls(String type, String method) {
        return target(owner(named(type))).and(target(nameMatching(method)));
    }

    private static String moduleDiagram() {
        Matcher fence =
                Pattern.compile("```plantuml\\n(@startuml.*?@enduml)\\n```", Pattern.DOTALL)
                        .matcher(House.read(House.root().resolve("ARCHITECTURE.md")));
        assertThat(fence.find()).as("a plantuml diagram in ARCHITECTURE.md").isTrue();
        return fence.group(1);
    }
}
