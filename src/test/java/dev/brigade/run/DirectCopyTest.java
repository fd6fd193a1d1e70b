package dev.brigade.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.posix.Posix;
import dev.brigade.posix.PosixException;
import dev.brigade.posix.UnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sources that change while they are read, and names that are taken: no file that looks complete stays. */
class DirectCopyTest {
    private static final int SIZE = 3 * Posix.BLOCK;
    private static final FileTime TIME = FileTime.from(Instant.parse("2020-02-02T02:02:02.123456789Z"));

    @TempDir
    Path scratch;

    private Path source;
    private Path destination;

    /** The kernel's own clock for these times stands still for some milliseconds. */
    private static void change(Change change) {
        try {
            Thread.sleep(20);
            change.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A change of the source. */
    private interface Change {
        void run() throws IOException;
    }

    @BeforeAll
    static void load(@TempDir Path library) throws UnavailableException {
        Posix.load(library);
    }

    @BeforeEach
    void build() throws IOException {
        source = Files.createDirectory(scratch.resolve("source")).resolve("name");
        destination = Files.createDirectory(scratch.resolve("destination")).resolve("name");
        Files.write(source, new byte[SIZE]);
        Files.setLastModifiedTime(source, TIME);
    }

    private long copy(IntConsumer wrote) throws PosixException {
        return copy(wrote, true);
    }

    private long copy(IntConsumer wrote, boolean exclusive) throws PosixException {
        return OneFile.copy(source, destination, exclusive, new SpareThreads(() -> 0, Posix::new), bytes -> {
            wrote.accept(bytes);
            return true;
        });
    }

    /** Changes the source when the first block has been written. */
    private void leavesNothing(Change change) throws PosixException {
        boolean[] done = {false};
        long bytes = copy(more -> {
            if (!done[0]) {
                done[0] = true;
                change(change);
            }
        });

        assertThat(done[0]).isTrue();
        assertThat(bytes).isEqualTo(-1);
        assertThat(destination).doesNotExist();
    }

    @Test
    void copiesWhatStaysAsItIs() throws IOException {
        assertThat(copy(more -> {})).isEqualTo(SIZE);

        assertThat(destination).hasSameBinaryContentAs(source);
        assertThat(Files.getLastModifiedTime(destination)).isEqualTo(TIME);
    }

    @Test
    void truncated() throws IOException {
        leavesNothing(() -> Files.write(source, new byte[10]));
    }

    @Test
    void grown() throws IOException {
        leavesNothing(() -> Files.write(source, new byte[10], StandardOpenOption.APPEND));
    }

    @Test
    void vanished() throws IOException {
        leavesNothing(() -> Files.delete(source));
    }

    @Test
    void replacedByALink() throws IOException {
        Path elsewhere = Files.write(scratch.resolve("elsewhere"), new byte[SIZE]);
        leavesNothing(() -> {
            Files.delete(source);
            Files.createSymbolicLink(source, elsewhere);
        });
    }

    /** Its size is as it was, and someone gave it its time again. */
    @Test
    void rewrittenWithItsOldTime() throws IOException {
        leavesNothing(() -> {
            Files.write(source, new byte[] {1, 2, 3}, StandardOpenOption.WRITE);
            Files.setLastModifiedTime(source, TIME);
        });
    }

    @Test
    void goneBeforeItIsOpened() throws IOException {
        Files.delete(source);

        assertThat(copy(more -> {})).isEqualTo(-1);
        assertThat(destination).doesNotExist();
    }

    @Test
    void aLinkBeforeItIsOpened() throws IOException {
        Path elsewhere = Files.move(source, scratch.resolve("elsewhere"));
        Files.createSymbolicLink(source, elsewhere);

        assertThat(copy(more -> {})).isEqualTo(-1);
        assertThat(Files.exists(destination, LinkOption.NOFOLLOW_LINKS)).isFalse();
    }

    /** Whether an existing file is an error or not, a link is never followed. */
    @Test
    void aLinkInTheDestinationIsNotFollowed() throws IOException {
        Path elsewhere = Files.writeString(scratch.resolve("elsewhere"), "precious");
        Files.createSymbolicLink(destination, elsewhere);

        assertThat(copy(more -> {}, true)).isEqualTo(-1);
        assertThat(copy(more -> {}, false)).isEqualTo(-1);

        assertThat(elsewhere).hasContent("precious");
        assertThat(destination).isSymbolicLink();
    }

    @Test
    void anExistingFileIsLeftAlone() throws IOException {
        Files.writeString(destination, "precious");

        assertThat(copy(more -> {})).isEqualTo(-1);
        assertThat(destination).hasContent("precious");
    }
}
