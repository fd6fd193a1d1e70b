package dev.brigade.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The one file that users get, run by a real Java. */
final class LauncherIT {
    private static final Path TARGET = Path.of(System.getProperty("brigade.target", "target"));
    private static final String JAVA_HOME = "JAVA_HOME=" + System.getProperty("java.home");

    @TempDir
    Path folder;

    private Path launcher = Path.of("/");

    @BeforeEach
    void install() throws Exception {
        launcher = Files.createDirectory(folder.resolve("it's \"here\" *")).resolve("brigade");
        Files.copy(TARGET.resolve("brigade"), launcher);
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void isTheStubFollowedByTheArchiveForEveryoneToRun() throws Exception {
        byte[] stub = Files.readAllBytes(Path.of("src/launcher/stub.sh"));
        byte[] whole = Files.readAllBytes(TARGET.resolve("brigade"));

        assertThat(Arrays.copyOf(whole, stub.length)).isEqualTo(stub);
        assertThat(Arrays.copyOfRange(whole, stub.length, whole.length))
                .isEqualTo(Files.readAllBytes(TARGET.resolve("brigade.jar")));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(TARGET.resolve("brigade"))))
                .isEqualTo("rwxr-xr-x");
        assertThat(whole).hasSizeLessThan(5 << 19);
    }

    @Test
    void runsThroughALinkInAnEmptyEnvironmentAndSaysItsVersion() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("another name"), launcher);

        LauncherRun run = LauncherRun.of(List.of(JAVA_HOME), link, "--version");

        assertThat(run.stderr()).isEmpty();
        assertThat(run.stdout()).startsWith("brigade " + version());
        assertThat(run.exit()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"LANG=C", "LANG=xx_XX.UTF-8", "LC_ALL=POSIX", "LC_ALL=C.UTF-8", "NOTHING=set"})
    void javaReadsNamesAsUtf8(String locale) throws Exception {
        List<String> environment = List.of(JAVA_HOME, locale, "BRIGADE_JAVA_OPTS=-XshowSettings:properties");

        assertThat(LauncherRun.of(environment, launcher, "--version").stderr()).contains("sun.jnu.encoding = UTF-8");
    }

    private static String version() throws Exception {
        Properties properties = new Properties();
        try (InputStream in = LauncherIT.class.getResourceAsStream("/dev/brigade/version.properties")) {
            properties.load(in);
        }
        return properties.getProperty("version");
    }
}
