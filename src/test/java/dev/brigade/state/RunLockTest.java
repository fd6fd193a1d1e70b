package dev.brigade.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.brigade.state.RunLock.HeldException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One process; several are the affair of {@code DoubleStartTest}. */
final class RunLockTest {
    private static final byte[] SUBJECT = "a\0b\0".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path base;

    @Test
    void oneSubjectIsLockedOnce() throws Exception {
        try (RunLock lock = RunLock.take(base, SUBJECT, "me")) {
            assertThat(lock).isNotNull();
            assertThatThrownBy(() -> RunLock.take(base, SUBJECT, "me too"))
                    .isInstanceOf(HeldException.class)
                    .hasMessage("this process");
        }
        RunLock.take(base, SUBJECT, "again").close();
    }

    /** root's lock in another user's state directory would refuse every later run of that user. */
    @Test
    void nothingIsMadeInTheStateDirectoryOfAnotherUser() throws Exception {
        assumeTrue(Integer.valueOf(0).equals(Files.getAttribute(base, "unix:uid")), "only root can give a directory");
        Files.setAttribute(base, "unix:uid", 12_345);
        assertThatThrownBy(() -> RunLock.take(base, SUBJECT, "root")).hasMessageContaining("belongs to another user");
        assertThat(base).isEmptyDirectory();

        Files.setAttribute(Files.createDirectory(base.resolve("runs")), "unix:uid", 12_345);
        assertThatThrownBy(() -> RunLock.take(base, SUBJECT, "root")).hasMessageContaining("belongs to another user");
        assertThat(base.resolve("runs")).isEmptyDirectory();
    }

    @Test
    void subjectsDoNotMeet() throws Exception {
        byte[] other = "a\0c\0".getBytes(StandardCharsets.UTF_8);
        try (RunLock lock = RunLock.take(base, SUBJECT, "me");
                RunLock another = RunLock.take(base, other, "me")) {
            assertThat(lock).isNotSameAs(another);
        }
    }

    @Test
    void nobodyElseMayReadIt() throws Exception {
        try (RunLock lock = RunLock.take(base, SUBJECT, "me")) {
            assertThat(lock).isNotNull();
            Path locks = base.resolve("runs/locks");
            assertThat(mode(locks)).isEqualTo("rwx------");
            try (Stream<Path> files = Files.list(locks)) {
                assertThat(files).singleElement().satisfies(file -> {
                    assertThat(mode(file)).isEqualTo("rw-------");
                    assertThat(file).hasContent("me");
                });
            }
        }
    }

    @Test
    void aShorterHolderIsWrittenWhole() throws Exception {
        RunLock.take(base, SUBJECT, "somebody with a long name").close();
        try (RunLock lock = RunLock.take(base, SUBJECT, "me")) {
            assertThat(lock).isNotNull();
            try (Stream<Path> files = Files.list(base.resolve("runs/locks"))) {
                assertThat(files)
                        .singleElement()
                        .satisfies(file -> assertThat(file).hasContent("me"));
            }
        }
    }

    private static String mode(Path path) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
