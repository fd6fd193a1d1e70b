package dev.brigade.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.model.FileName;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which mount a process goes by. */
final class MountBalancerTest {
    private static final Path A = Path.of("/a");
    private static final Path B = Path.of("/b");
    private static final Path C = Path.of("/c");

    private final MountBalancer share = new MountBalancer(List.of(A, B, C));

    private static Set<FileName> in(String... directories) {
        return Stream.of(directories).map(FileName::of).collect(Collectors.toSet());
    }

    private MountBalancer.Turn take(String... directories) {
        return share.take(in(directories));
    }

    @Test
    void theFirstMountIsTheFirstAndTheOthersFollow() {
        assertThat(take().mount()).isEqualTo(A);
        assertThat(take().mount()).isEqualTo(B);
        assertThat(take().mount()).isEqualTo(C);
        assertThat(take().mount()).isEqualTo(A);
    }

    @Test
    void theLeastBusyMountIsNext() {
        MountBalancer.Turn first = take();
        MountBalancer.Turn second = take();
        take();
        second.close();
        assertThat(take().mount()).isEqualTo(B);
        first.close();
        assertThat(take().mount()).isEqualTo(A);
    }

    @Test
    void processesInOneDirectoryGoByDifferentMountsHoweverBusy() {
        take("flat");
        take("other");
        MountBalancer.Turn third = take("other");
        third.close();
        take();
        take();
        // B and C have two each, A has one, which works in the directory.
        assertThat(take("flat").mount()).isNotEqualTo(A);
    }

    @Test
    void whereAllMountsAreInTheDirectoryTheyShareItEvenly() {
        List<Path> mounts =
                IntStream.range(0, 9).mapToObj(i -> take("flat").mount()).toList();
        assertThat(mounts).containsExactly(A, B, C, A, B, C, A, B, C);
    }

    @Test
    void aDirectoryIsFreeAgainWhenItsProcessHasEnded() {
        take("flat").close();
        assertThat(take("flat").mount()).isEqualTo(A);
    }

    @Test
    void aProcessInSeveralDirectoriesAvoidsThemAll() {
        take("x");
        take("y");
        assertThat(take("x", "y").mount()).isEqualTo(C);
    }

    @Test
    void manyThreadsNeverMeetInADirectoryWhileThereAreMountsEnough() {
        ConcurrentHashMap<Path, AtomicInteger> there = new ConcurrentHashMap<>();
        Random random = new Random(1);
        // Three at a time for three mounts.
        List<Thread> threads = IntStream.range(0, 3)
                .mapToObj(i -> {
                    long seed = random.nextLong();
                    return new Thread(() -> {
                        Random own = new Random(seed);
                        for (int round = 0; round < 2_000; round++) {
                            try (MountBalancer.Turn turn = take("flat")) {
                                AtomicInteger number =
                                        there.computeIfAbsent(turn.mount(), mount -> new AtomicInteger());
                                if (number.incrementAndGet() > 1) {
                                    there.put(Path.of("met"), number);
                                }
                                if (own.nextBoolean()) {
                                    Thread.yield();
                                }
                                number.decrementAndGet();
                            }
                        }
                    });
                })
                .toList();
        threads.forEach(Thread::start);
        threads.forEach(MountBalancerTest::join);
        assertThat(there).doesNotContainKey(Path.of("met"));
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
