package dev.brigade.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The shell preamble alone, with a {@code java} that only prints its arguments. */
final class LauncherTest {
    /**
     * Prints its pid, the locale, the search path and its arguments, each ended by NUL; asked its version, it leaves a
     * trace.
     */
    private static final String FAKE_JAVA = """
            #!/bin/sh
            if [ "$1" = -version ]; then
                : >"$0.asked"
                echo 'Picked up JAVA_TOOL_OPTIONS: -Da="b"' >&2
                echo "openjdk version \\"VERSION\\" 2025-04-15" >&2
                exit 0
            fi
            [ -z "${JAVA_TOOL_OPTIONS+x}${_JAVA_OPTIONS+x}${JDK_JAVA_OPTIONS+x}" ] || echo Picked up >&2
            printf '%s\\0' "$$" "${LC_ALL:-unset}" "${PATH:-unset}" "$@"
            exit 21
            """;

    @TempDir
    Path folder;

    private Path launcher = Path.of("/");
    private Path home = Path.of("/");

    @BeforeEach
    void install() throws IOException {
        launcher = folder.resolve("brigade");
        script(launcher, Files.readString(Path.of("src/launcher/stub.sh")));
        home = folder.resolve("a \"JDK\" of one's own");
        java(home, "17.0.15");
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"17.0.15\"\nLIBC=\"gnu\"\n");
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
                    # LC_ALL, LC_CTYPE, LANG, the charmap of that locale, LC_ALL for Java
                    -,        -,        -,           ANSI_X3.4-1968, C.UTF-8
                    '',       '',       '',          ANSI_X3.4-1968, C.UTF-8
                    -,        -,        C,           ANSI_X3.4-1968, C.UTF-8
                    -,        -,        POSIX,       ANSI_X3.4-1968, C.UTF-8
                    -,        C,        en_US.UTF-8, ANSI_X3.4-1968, C.UTF-8
                    C,        C.UTF-8,  C.UTF-8,     ANSI_X3.4-1968, C.UTF-8
                    POSIX,    -,        en_US.UTF-8, ANSI_X3.4-1968, C.UTF-8
                    -,        -,        C.UTF-8,     UTF-8,          unset
                    -,        C.utf8,   C,           UTF-8,          unset
                    '',       C.utf8,   C,           UTF-8,          unset
                    C.UTF-8,  C,        C,           UTF-8,          C.UTF-8
                    -,        -,        en_US.UTF-8, UTF-8,          unset
                    -,        -,        en_US,       ISO-8859-1,     unset
                    de_DE,    C,        C,           ISO-8859-15,    de_DE
                    -,        -,        xx_XX.UTF-8, ANSI_X3.4-1968, C.UTF-8
                    xx_XX,    -,        C.UTF-8,     ANSI_X3.4-1968, C.UTF-8
                    """)
    void javaNeverSeesAnAsciiLocale(
            @Nullable String all, @Nullable String type, @Nullable String lang, String charmap, String expected)
            throws Exception {
        Path tools = Files.createDirectory(folder.resolve("tools"));
        script(tools.resolve("locale"), "#!/bin/sh\necho " + charmap + "\n");
        List<String> environment = new ArrayList<>(List.of("JAVA_HOME=" + home, "PATH=" + tools + ":/usr/bin:/bin"));
        add(environment, "LC_ALL", all);
        add(environment, "LC_CTYPE", type);
        add(environment, "LANG", lang);

        assertThat(locale(LauncherRun.of(environment, launcher))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sh", "bash"})
    void passesEveryArgumentWholeInEveryShell(String shell) throws Exception {
        List<String> odd = List.of(
                "", " ", "a  b ", "*", "$HOME", "`id`", "$(id)", "a\nb\n", "\t", "\\", "\\n", "'", "\"", "-x", "--",
                "~", "#x", ";", "&");
        List<Object> command = new ArrayList<>(List.of(shell, launcher));
        command.addAll(odd);

        assertThat(arguments(LauncherRun.of(List.of("JAVA_HOME=" + home), command.toArray())))
                .isEqualTo(odd);
    }

    @Test
    void passesBytesThatAreNotText() throws Exception {
        LauncherRun run = runWith("JAVA_HOME=" + home, "sh", "-c", "exec \"$0\" \"$(printf 'a\\377b')\"", launcher);

        assertThat(arguments(run)).containsExactly("a\u00FFb");
    }

    @Test
    void worksThroughALinkOfAnotherNameInAnAwkwardFolder() throws Exception {
        Path link = folder.resolve("it's a \"$(folder)\" *").resolve("bri gade'2");
        Files.createDirectory(folder.resolve("it's a \"$(folder)\" *"));
        Files.createSymbolicLink(link, launcher);

        assertThat(options(runWith("JAVA_HOME=" + home, link)))
                .endsWith("-Dbrigade.name=bri gade'2", "-jar", link.toString());
    }

    @Test
    void becomesJavaSoThatSignalsAndExitCodeAreJavas() throws Exception {
        LauncherRun run = runWith("JAVA_HOME=" + home, launcher);

        assertThat(words(run)).first().isEqualTo(Long.toString(run.pid()));
        assertThat(run.exit()).isEqualTo(21);
    }

    @Test
    void startsLightAndTakesFurtherOptionsAsWordsOnly() throws Exception {
        LauncherRun run = LauncherRun.of(List.of("JAVA_HOME=" + home, "BRIGADE_JAVA_OPTS=-Xmx1g  -Da=/*"), launcher);

        assertThat(String.join("\n", options(run))).isEqualTo("""
                        -XX:+UseSerialGC
                        -Xmn16m
                        -XX:TieredStopAtLevel=1
                        -XX:CompileThresholdScaling=2
                        -Xshare:auto
                        -XX:CompressedClassSpaceSize=64m
                        -Dbrigade.name=brigade
                        -Xmx1g
                        -Da=/*
                        -jar
                        """ + launcher);
    }

    /** Java would print what it picked up, and a second collector would stop it. */
    @Test
    void ignoresOptionsThatAreMeantForOtherJavaPrograms() throws Exception {
        List<String> environment = List.of(
                "JAVA_HOME=" + home,
                "JAVA_TOOL_OPTIONS=-XX:+UseParallelGC",
                "_JAVA_OPTIONS=-Xmx1m",
                "JDK_JAVA_OPTIONS=-Da=b");

        LauncherRun run = LauncherRun.of(environment, launcher);

        assertThat(run.exit()).isEqualTo(21);
        assertThat(run.stderr()).isEmpty();
    }

    /** Java would end with 1 and a message about its heap. */
    @Test
    void saysThatTooFewAddressesAreAllowed() throws Exception {
        String limited = "ulimit -v $1; exec '" + launcher + "'";
        List<String> environment = List.of("JAVA_HOME=" + home);

        LauncherRun few = LauncherRun.of(environment, "sh", "-c", limited, "sh", "500000");
        LauncherRun enough = LauncherRun.of(environment, "sh", "-c", limited, "sh", "2000000");

        assertThat(few.exit()).isEqualTo(40);
        assertThat(few.stderr())
                .isEqualTo("brigade: needs 1000000 KiB of addresses, and ulimit -v is 500000; raise the limit\n");
        assertThat(enough.exit()).isEqualTo(21);
    }

    @Test
    void findsJavaOnThePathAndHandsThePathOn() throws Exception {
        String path = home.resolve("bin") + ":/usr/bin:/bin";

        assertThat(path(runWith("PATH=" + path, launcher))).isEqualTo(path);
    }

    @Test
    void givesJavaAPathEvenInAnEmptyEnvironment() throws Exception {
        assertThat(path(runWith("JAVA_HOME=" + home, launcher))).contains("/usr/bin");
    }

    @Test
    void asksNoJavaThatSaysItsVersionInAFile() throws Exception {
        assertThat(runWith("JAVA_HOME=" + home, launcher).exit()).isEqualTo(21);
        assertThat(home.resolve("bin/java.asked")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"17", "17.0.15", "21-ea", "25.0.3", "17.0.15+6-Debian", "an unheard-of version"})
    void startsEveryJavaNewEnough(String version) throws Exception {
        assertThat(runWithReleaseFile(version).exit()).isEqualTo(21);
        assertThat(runWithoutReleaseFile(version).exit()).isEqualTo(21);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.8.0_402", "9", "11.0.2", "16.0.1"})
    void refusesEveryOlderJavaInOneLine(String version) throws Exception {
        assertRefused(runWithReleaseFile(version), version);
        assertRefused(runWithoutReleaseFile(version), version);
    }

    @Test
    void refusesInOneLineWhereThereIsNoJava() throws Exception {
        Path empty = Files.createDirectory(folder.resolve("empty"));

        assertRefused(runWith("PATH=" + empty, launcher), "PATH");
        assertRefused(runWith("JAVA_HOME=" + empty, launcher), "JAVA_HOME is " + empty);
    }

    private static void assertRefused(LauncherRun run, String reason) {
        assertThat(run.exit()).isEqualTo(40);
        assertThat(run.stdout()).isEmpty();
        assertThat(run.stderr())
                .startsWith("brigade: needs Java 17 or newer")
                .contains(reason, "openjdk-17-jre-headless")
                .endsWith("\n")
                .containsOnlyOnce("\n");
    }

    private LauncherRun runWithReleaseFile(String version) throws Exception {
        Path jdk = folder.resolve("with release file");
        java(jdk, "0");
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        return runWith("JAVA_HOME=" + jdk, launcher);
    }

    private LauncherRun runWithoutReleaseFile(String version) throws Exception {
        Path jdk = folder.resolve("without release file");
        java(jdk, version);
        return runWith("JAVA_HOME=" + jdk, launcher);
    }

    private static LauncherRun runWith(String variable, Object... command) throws Exception {
        return LauncherRun.of(List.of(variable), command);
    }

    private static void java(Path home, String version) throws IOException {
        Files.createDirectories(home.resolve("bin"));
        script(home.resolve("bin/java"), FAKE_JAVA.replace("VERSION", version));
    }

    private static void script(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void add(List<String> environment, String name, @Nullable String value) {
        if (value != null) {
            environment.add(name + "=" + value);
        }
    }

    /** Output of the fake Java: pid, LC_ALL, PATH, options up to {@code -jar FILE}, arguments. */
    private static List<String> words(LauncherRun run) {
        List<String> words = List.of(run.stdout().split("\0", -1));
        return words.subList(0, words.size() - 1);
    }

    private static String locale(LauncherRun run) {
        return words(run).get(1);
    }

    private static String path(LauncherRun run) {
        return words(run).get(2);
    }

    private static List<String> options(LauncherRun run) {
        return words(run).subList(3, words(run).indexOf("-jar") + 2);
    }

    private static List<String> arguments(LauncherRun run) {
        return words(run).subList(words(run).indexOf("-jar") + 2, words(run).size());
    }
}
