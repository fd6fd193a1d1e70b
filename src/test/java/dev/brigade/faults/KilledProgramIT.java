package dev.brigade.faults;

import dev.brigade.testing.Child;
import dev.brigade.testing.FakeRsync;
import dev.brigade.testing.Node;
import dev.brigade.testing.Rule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * SIGKILL of the program at random moments: after so many of a phase's rsync calls, and then at any time of the next
 * ones.
 */
@FaultTest
final class KilledProgramIT {
    private static final int MOMENTS = 30;
    private static final int DIRECTORIES = 12;
    private static final int LATEST_MILLIS = 120;
    private static final long SEED = Long.getLong("brigade.seed", System.nanoTime());

    /**
     * The real one, so that a kill meets all its processes; slow, so that the run is not over before the latest moment.
     */
    private static final String REAL = "sleep 0.05; exec \"$real\" --bwlimit=8m \"${args[@]}\"";

    private final Survival survival = new Survival(tree());

    private static Node[] tree() {
        Node[] tree = Survival.tree(DIRECTORIES, 8, 3_000);
        tree[0] = Node.dir("large", Node.file("one", 1_500_000), Node.file("two", 1_100_000));
        tree[1] = Node.dir("links", Node.file("name", 20_000), Node.hardLink("again", "links/name"));
        return tree;
    }

    @BeforeAll
    static void sayTheSeed() {
        System.out.println("[brigade] KilledProgramIT: seed " + SEED + "; again with -Dbrigade.seed=" + SEED);
    }

    @AfterEach
    void close() {
        survival.close();
    }

    private void kill(Random random, List<Rule> rules, boolean copying) {
        FakeRsync rsync = survival.rsync(rules.toArray(Rule[]::new));
        int calls = 1 + random.nextInt(DIRECTORIES / 2);
        int millis = random.nextInt(LATEST_MILLIS);
        Child child = survival.start(survival.program().with(rsync), "-p", "2", "-f", "8");
        Survival.await(
                "call " + calls + (copying ? " of the copy" : " of the verification"),
                () -> !child.isAlive()
                        || rsync.calls().stream().filter(c -> isOf(c, copying)).count() >= calls);
        LockSupport.parkNanos(millis * 1_000_000L);
        survival.kill(child, "call " + calls + " and " + millis + " ms");
        survival.assertHeals();
    }

    private static boolean isOf(FakeRsync.Call call, boolean copying) {
        return call.arguments().contains("--omit-dir-times") == copying
                && !call.arguments().contains("-n");
    }

    @Fault("KILL of the program while it copies, at random moments")
    @RepeatedTest(MOMENTS)
    void whileItCopies(RepetitionInfo moment) {
        kill(
                new Random(SEED + moment.getCurrentRepetition()),
                List.of(Rule.copies().afterPreflight().bash(REAL)),
                true);
    }

    /** An rsync that does nothing and says that all is well leaves half of the work to the verification. */
    @Fault("KILL of the program while it verifies, at random moments")
    @RepeatedTest(MOMENTS)
    void whileItVerifies(RepetitionInfo moment) {
        kill(
                new Random(SEED - moment.getCurrentRepetition()),
                List.of(
                        Rule.copies().afterPreflight().first(4).exit(0),
                        Rule.looks().bash(REAL)),
                false);
    }

    /** Locks, request, manifests, plan, journal: whichever of them comes as the so manyth. */
    @Fault("KILL of the program as soon as it has so many files of state")
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void asItsStateGrows(int files) {
        Child child = survival.start(survival.program(), "-p", "2", "-f", "8");
        Survival.await(files + " files of state", () -> !child.isAlive() || filesOfState() >= files);
        child.signal(9);

        survival.assertEnded(child.await(), List.of(128 + 9));
        survival.assertHeals();
    }

    /** What comes and goes meanwhile is no error. */
    private int filesOfState() {
        AtomicInteger files = new AtomicInteger();
        try {
            Files.walkFileTree(survival.state(), new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    files.incrementAndGet();
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) {
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path directory, IOException e) {
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files.get();
    }
}
