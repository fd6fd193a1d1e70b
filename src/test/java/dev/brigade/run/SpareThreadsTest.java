package dev.brigade.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.posix.Posix;
import dev.brigade.posix.PosixException;
import dev.brigade.posix.UnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntPredicate;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One large file, copied by several threads. */
class SpareThreadsTest {
    private static final int SIZE = (100 << 20) + 4321;
    private static final int THREADS = 4; // As many as the size is worth.

    @TempDir
    Path scratch;

    private Path source;
    private Path destination;

    @BeforeAll
    static void load(@TempDir Path library) throws UnavailableException {
        Posix.load(library);
    }

    @BeforeEach
    void build() throws IOException {
        source = Files.createDirectory(scratch.resolve("source")).resolve("name");
        destination = Files.createDirectory(scratch.resolve("destination")).resolve("name");
        byte[] bytes = new byte[SIZE];
        new Random(1).nextBytes(bytes);
        Files.write(source, bytes);
    }

    private long copy(IntSupplier spare, IntPredicate wrote) throws PosixException {
        return OneFile.copy(source, destination, true, new SpareThreads(spare, Posix::new), wrote);
    }

    private static void meet(CyclicBarrier all) {
        try {
            all.await(1, TimeUnit.MINUTES);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new IllegalStateException("fewer threads copy", e);
        }
    }

    /** None goes on before all of them have written. */
    @Test
    void copyItAtTheSameTime() throws IOException {
        CyclicBarrier all = new CyclicBarrier(THREADS);
        Set<Thread> met = ConcurrentHashMap.newKeySet();

        long bytes = copy(() -> 100, more -> {
            if (met.add(Thread.currentThread())) {
                meet(all);
            }
            return true;
        });

        assertThat(bytes).isEqualTo(SIZE);
        assertThat(met).hasSize(THREADS);
        assertThat(destination).hasSameBinaryContentAs(source);
    }

    @Test
    void areAsManyAsThereAreSpare() throws IOException {
        Set<Thread> seen = ConcurrentHashMap.newKeySet();

        copy(() -> 1, more -> seen.add(Thread.currentThread()) || true);

        assertThat(seen).hasSizeBetween(1, 2);
        assertThat(destination).hasSameBinaryContentAs(source);
    }

    /** From the first block on, buckets need all places: each helper leaves after its range. */
    @Test
    void leaveWhenBucketsNeedTheirPlaces() throws IOException {
        Thread own = Thread.currentThread();
        AtomicInteger spare = new AtomicInteger(100);
        AtomicLong byHelpers = new AtomicLong();

        copy(spare::get, more -> {
            spare.set(0);
            byHelpers.addAndGet(Thread.currentThread() == own ? 0 : more);
            return true;
        });

        assertThat(byHelpers.get()).isLessThanOrEqualTo((THREADS - 1) * DirectContent.RANGE);
        assertThat(destination).hasSameBinaryContentAs(source);
    }

    /** A run that is killed leaves a file that no one takes for a complete one. */
    @Test
    void writeTheEndOfTheFileLast() throws IOException {
        AtomicLong written = new AtomicLong();
        Set<Long> early = ConcurrentHashMap.newKeySet();

        copy(() -> 100, more -> {
            long size = destination.toFile().length();
            if (written.addAndGet(more) < SIZE && size == SIZE) {
                early.add(size);
            }
            return true;
        });

        assertThat(written).hasValue(SIZE);
        assertThat(early).isEmpty();
    }

    @Test
    void leaveNothingIfOneOfThemIsStopped() throws IOException {
        Thread own = Thread.currentThread();
        CyclicBarrier two = new CyclicBarrier(2);
        Set<Thread> met = ConcurrentHashMap.newKeySet();

        long bytes = copy(() -> 1, more -> {
            if (met.add(Thread.currentThread())) {
                meet(two);
            }
            return Thread.currentThread() == own;
        });

        assertThat(bytes).isEqualTo(-1);
        assertThat(destination).doesNotExist();
    }

    @Test
    void writeNothingMoreOfAFileThatIsGivenUp() throws IOException {
        AtomicInteger writes = new AtomicInteger();

        long bytes = copy(() -> 0, more -> {
            writes.incrementAndGet();
            return false;
        });

        assertThat(bytes).isEqualTo(-1);
        assertThat(writes).hasValue(1);
    }
}
