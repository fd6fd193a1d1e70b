package dev.brigade;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import dev.brigade.model.FileName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The house plan: which room may use which, and what only one room may touch. A new room begins as a line of its table.
 */
final class ArchitectureTest {
    private static final Set<String> BELOW_PREFLIGHT = Set.of(
            "run", "posix", "mount", "state", "crawl", "manifest", "plan", "event", "rsync", "exec", "format", "model");

    private static final Map<String, Set<String>> MAY_USE = Map.ofEntries(
            Map.entry(
                    "cli",
                    with(
                            BELOW_PREFLIGHT,
                            "job",
                            "machine",
                            "sync",
                            "count",
                            "preflight",
                            "page",
                            "progress",
                            "report",
                            "submit")),
            Map.entry("job", with(BELOW_PREFLIGHT, "sync", "preflight")),
            Map.entry("sync", with(BELOW_PREFLIGHT, "preflight", "report")),
            Map.entry("machine", Set.of("report", "progress", "event", "plan", "exec", "format", "model")),
            Map.entry("count", with(BELOW_PREFLIGHT, "preflight")),
            Map.entry("preflight", BELOW_PREFLIGHT),
            Map.entry("submit", Set.of("exec", "format", "model")),
            Map.entry("run", Set.of("posix", "plan", "manifest", "event", "rsync", "exec", "format", "model")),
            Map.entry("state", Set.of("manifest", "plan", "model")),
            Map.entry("progress", Set.of("event", "plan", "exec", "format", "model")),
            Map.entry("page", Set.of("format", "model")),
            Map.entry("report", Set.of("count", "format", "model")),
            Map.entry("event", Set.of("plan", "model")),
            Map.entry("plan", Set.of("manifest", "model")),
            Map.entry("crawl", Set.of("posix", "manifest", "model")),
            Map.entry("manifest", Set.of("model")),
            Map.entry("mount", Set.of("model")),
            Map.entry("posix", Set.of("model")),
            Map.entry("rsync", Set.of("manifest", "plan", "format", "model")),
            Map.entry("exec", Set.of("model")),
            Map.entry("format", Set.of()),
            Map.entry("model", Set.of()));

    /** Only what is shipped: the folder that the product's own classes come from, wherever this build puts it. */
    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .importUrl(FileName.class.getProtectionDomain().getCodeSource().getLocation());

    @Test
    void everyClassLivesInARoomOfThePlan() {
        assertThat(PRODUCT).isNotEmpty();
        assertThat(PRODUCT).allSatisfy(type -> assertThat(roomOf(type)).isIn(MAY_USE.keySet()));
    }

    @TestFactory
    Stream<DynamicTest> aRoomUsesOnlyTheRoomsBelowIt() {
        return MAY_USE.keySet().stream()
                .sorted()
                .map(room -> dynamicTest(
                        room,
                        () -> check(noClasses()
                                .that(liveIn(room))
                                .should()
                                .dependOnClassesThat(describe(
                                        "live in a room it may not use",
                                        used -> isOurs(used)
                                                && !roomOf(used).equals(room)
                                                && !MAY_USE.getOrDefault(room, Set.of())
                                                        .contains(roomOf(used)))))));
    }

    @Test
    void roomsHaveNoCycles() {
        check(slices().matching("dev.brigade.(*)..").should().beFreeOfCycles());
    }

    @Test
    void onlyPosixSeesJna() {
        check(noClasses().that(not(liveIn("posix"))).should().dependOnClassesThat(resideInAPackage("com.sun.jna..")));
    }

    @Test
    void onlyCliSeesPicocli() {
        check(noClasses().that(not(liveIn("cli"))).should().dependOnClassesThat(resideInAPackage("picocli..")));
    }

    @Test
    void onlyReportAndStateSeeTheJsonLibrary() {
        check(noClasses()
                .that(not(liveIn("report").or(liveIn("state"))))
                .should()
                .dependOnClassesThat(resideInAPackage("com.google.gson..")));
    }

    @Test
    void onlyMachineSeesTheLibraryForMetrics() {
        check(noClasses()
                .that(not(liveIn("machine")))
                .should()
                .dependOnClassesThat(resideInAPackage("io.prometheus..")));
    }

    @Test
    void onlyExecStartsProcessesAndOnlyThroughZtExec() {
        check(noClasses()
                .that(not(liveIn("exec")))
                .should()
                .dependOnClassesThat(resideInAPackage("org.zeroturnaround..")));
        check(noClasses().should().callMethodWhere(calls(ProcessBuilder.class, "start")));
        check(noClasses().should().callMethodWhere(calls(Runtime.class, "exec")));
    }

    @Test
    void onlyCliTouchesTheConsoleAndEndsTheProgram() {
        for (String stream : List.of("in", "out", "err")) {
            check(noClasses().that(not(liveIn("cli"))).should().accessField(System.class, stream));
        }
        check(noClasses().that(not(liveIn("cli"))).should().callMethodWhere(calls(System.class, "exit")));
        check(noClasses().that(not(liveIn("cli"))).should().callMethodWhere(calls(Runtime.class, "exit")));
        check(noClasses().that(not(liveIn("cli"))).should().callMethodWhere(calls(Runtime.class, "halt")));
    }

    @Test
    void onlyExecSeesJavaIoFileAsZtExecDemandsIt() {
        check(noClasses()
                .that(not(liveIn("exec")))
                .should()
                .dependOnClassesThat(describe("are java.io.File", used -> used.isEquivalentTo(java.io.File.class))));
        check(noClasses().that(not(liveIn("exec"))).should().callMethodWhere(calls(Path.class, "toFile")));
    }

    @Test
    void cliHasNoStaticLoggerAsTheFirstOneFreezesTheLogLevel() {
        check(fields().that()
                .areDeclaredInClassesThat(liveIn("cli"))
                .and()
                .haveRawType("org.slf4j.Logger")
                .should()
                .notBeStatic());
    }

    @TestFactory
    Stream<DynamicTest> everyPackageSaysItsJobAndThatNothingIsNullUnlessMarked() throws IOException {
        Set<Path> packages = new TreeSet<>();
        for (Path root : List.of(Path.of("src/main/java"), Path.of("src/test/java"))) {
            try (Stream<Path> files = Files.walk(root)) {
                files.filter(file -> file.toString().endsWith(".java"))
                        .forEach(file -> packages.add(root.relativize(file).getParent()));
            }
        }
        assertThat(packages).contains(Path.of("dev/brigade/model"));
        return packages.stream()
                .map(name -> dynamicTest(name.toString(), () -> {
                    Path main = Path.of("src/main/java").resolve(name).resolve("package-info.java");
                    Path test = Path.of("src/test/java").resolve(name).resolve("package-info.java");
                    Path info = Files.exists(main) ? main : test;
                    assertThat(info).content().startsWith("/**").contains("@NullMarked\npackage ");
                }));
    }

    private static DescribedPredicate<JavaClass> liveIn(String room) {
        return describe("live in " + room, type -> isOurs(type) && roomOf(type).equals(room));
    }

    private static DescribedPredicate<JavaMethodCall> calls(Class<?> owner, String method) {
        return describe(
                owner.getSimpleName() + "." + method,
                call -> call.getTargetOwner().isEquivalentTo(owner)
                        && call.getName().equals(method));
    }

    private static boolean isOurs(JavaClass type) {
        return type.getPackageName().startsWith("dev.brigade");
    }

    /** The word after {@code dev.brigade.}; empty for a class outside all rooms. */
    private static String roomOf(JavaClass type) {
        String[] words = type.getPackageName().split("\\.", -1);
        return words.length > 2 ? words[2] : "";
    }

    private static Set<String> with(Set<String> rooms, String... others) {
        Set<String> all = new TreeSet<>(rooms);
        all.addAll(List.of(others));
        return all;
    }

    /** A room that does not exist yet is no failure. */
    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(PRODUCT);
    }
}
