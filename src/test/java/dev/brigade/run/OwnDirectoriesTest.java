package dev.brigade.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.brigade.model.FileName;
import dev.brigade.posix.Posix;
import dev.brigade.posix.PosixException;
import dev.brigade.posix.UnavailableException;
import dev.brigade.testing.Owner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnDirectoriesTest {
    private static final FileName DEEP = FileName.of("a/b/c");

    private final OwnDirectories directories = new OwnDirectories(false);

    @TempDir
    private Path library;

    @TempDir
    private Path root;

    @BeforeEach
    void load() throws UnavailableException {
        Posix.load(library);
    }

    private boolean open(FileName name) throws PosixException {
        return open(directories, name);
    }

    private boolean open(OwnDirectories directories, FileName name) throws PosixException {
        Posix posix = new Posix();
        OwnDirectories.Opened opened = directories.open(posix, posix.openRoot(root), name, made -> {});
        posix.release(opened.number());
        return opened.own();
    }

    @Test
    void areMadeWithAllAboveThemForTheirOwnerOnly() throws IOException {
        assertThat(open(DEEP)).isTrue();

        for (Path path = root.resolve("a/b/c"); !path.equals(root); path = path.getParent()) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .isEqualTo("rwx------");
        }
        assertThat(open(FileName.of("a"))).isTrue();
    }

    @Test
    void areNotThoseThatWereThere() throws IOException {
        Files.createDirectories(root.resolve("a/b"));

        assertThat(open(FileName.of("a/b"))).isFalse();
        assertThat(open(FileName.ROOT)).isFalse();
        assertThat(open(DEEP)).isTrue();
    }

    @Test
    void areTheDestinationIfItWasEmptyAndOthersMayNotWriteThere() throws IOException {
        OwnDirectories ofEmpty = new OwnDirectories(true);

        assertThat(open(ofEmpty, FileName.ROOT)).isTrue();
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxrwxr-x"));
        assertThat(open(ofEmpty, FileName.ROOT)).isFalse();
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xrwx"));
        assertThat(open(ofEmpty, FileName.ROOT)).isFalse();
    }

    /** Another user may have moved it away, where all may write. */
    @Test
    void areNotThoseThatOthersPutInTheirPlace() throws IOException {
        assertThat(open(DEEP)).isTrue();
        Files.move(root.resolve("a"), root.resolve("moved"));
        Files.createDirectories(root.resolve("a/b/c"));
        Files.setPosixFilePermissions(root.resolve("a/b"), PosixFilePermissions.fromString("rwxrwxrwx"));
        Files.setPosixFilePermissions(root.resolve("a/b/c"), PosixFilePermissions.fromString("rwx------"));

        assertThat(open(FileName.of("a/b"))).isFalse();
        assertThat(open(DEEP)).isTrue();
        assumeTrue(Owner.ofThisProcess().isRoot(), "only root gives files away");
        Files.setAttribute(root.resolve("a/b/c"), "unix:uid", 65_534);
        assertThat(open(DEEP)).isFalse();
    }

    @Test
    void areNotBehindLinks() throws IOException {
        Path elsewhere = Files.createDirectory(root.resolve("elsewhere"));
        Files.createSymbolicLink(root.resolve("a"), elsewhere);

        assertThatThrownBy(() -> open(DEEP)).isInstanceOf(PosixException.class);
        assertThat(elsewhere).isEmptyDirectory();
    }

    @Test
    void belongToAllThreadsOfTheRun() throws Exception {
        int threads = 16;
        AtomicInteger made = new AtomicInteger();
        CyclicBarrier begin = new CyclicBarrier(threads);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            for (int round = 0; round < 50; round++) {
                FileName name = FileName.of("r" + round + "/b");
                List<Future<Boolean>> owns = IntStream.range(0, threads)
                        .mapToObj(i -> pool.submit(() -> {
                            Posix posix = new Posix();
                            begin.await();
                            OwnDirectories.Opened opened =
                                    directories.open(posix, posix.openRoot(root), name, one -> made.incrementAndGet());
                            posix.release(opened.number());
                            return opened.own();
                        }))
                        .toList();
                for (Future<Boolean> own : owns) {
                    assertThat(own.get()).isTrue();
                }
            }
        } finally {
            pool.shutdown();
        }
        assertThat(made).hasValue(100);
    }
}
