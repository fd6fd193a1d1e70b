package dev.brigade.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.model.FileName;
import dev.brigade.rsync.DirectoryRule;
import dev.brigade.testing.Node;
import dev.brigade.testing.Tools;
import dev.brigade.testing.TreeBuilder;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Directories whose attributes differ are found, whatever the number of threads; what cannot be read differs. */
final class DirectoryCheckTest {
    private static final int MANY = 1000;

    @TempDir
    private Path folder;

    private final Set<FileName> differing = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean stopped = new AtomicBoolean();

    private DirectoryCheck check(int threads, Consumer<FileName> sink) {
        DestinationMounts mounts = new DestinationMounts(
                List.of(folder.resolve("destination"), folder.resolve("other")), threads > 1, false, 0);
        return new DirectoryCheck(new DirectoryRule(true, true, true, true, true), mounts, threads, stopped::get, sink);
    }

    private void build() {
        Node[] directories = IntStream.range(0, MANY)
                .mapToObj(i -> Node.dir("d" + i).mtime("2020-02-02T02:02:02Z"))
                .toArray(Node[]::new);
        TreeBuilder.build(folder.resolve("source"), Node.root(directories));
        Tools.inside(folder, "cp -a source destination");
    }

    private void addAll(DirectoryCheck check) throws InterruptedException {
        for (int i = 0; i < MANY; i++) {
            check.add(FileName.of("d" + i), folder.resolve("source"));
        }
        check.finish();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 16})
    void thoseThatDifferAreFound(int threads) throws Exception {
        build();
        Tools.inside(
                folder,
                "cd destination && chmod 700 d7 && touch d8 && rmdir d9 d10 && touch -r ../source/d10 d10 && ln -s d1 d9");
        DirectoryCheck check = check(threads, differing::add);

        addAll(check);

        assertThat(differing)
                .containsExactlyInAnyOrder(FileName.of("d7"), FileName.of("d8"), FileName.of("d9"), FileName.of("d10"));
        assertThat(check.looked()).isEqualTo(MANY);
    }

    @Test
    void theRootIsCompared() throws Exception {
        build();
        Tools.inside(folder, "chmod 711 destination");
        DirectoryCheck check = check(2, differing::add);

        check.add(FileName.ROOT, folder.resolve("source"));
        check.finish();

        assertThat(differing).containsExactly(FileName.ROOT);
    }

    @Test
    void noneIsSoonOver() throws Exception {
        check(2, differing::add).finish();

        assertThat(differing).isEmpty();
    }

    /** A thread that hangs is left behind. */
    @Test
    void endsWhenTheRunIsCancelled() throws Exception {
        build();
        Tools.inside(folder, "chmod 700 destination/*");
        CountDownLatch hangs = new CountDownLatch(1);
        CountDownLatch answers = new CountDownLatch(1);
        DirectoryCheck check = check(2, name -> {
            hangs.countDown();
            try {
                answers.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        check.add(FileName.of("d1"), folder.resolve("source"));
        hangs.await();
        stopped.set(true);

        addAll(check);

        assertThat(check.looked()).isLessThan(MANY);
        answers.countDown();
    }

    /** Otherwise directories at which nobody looked would count as right. */
    @Test
    void failsIfAThreadFails() {
        build();
        Tools.inside(folder, "chmod 700 destination/d5");
        DirectoryCheck check = check(2, name -> {
            throw new IllegalArgumentException("test");
        });

        assertThatThrownBy(() -> addAll(check)).hasRootCauseMessage("test");
    }
}
