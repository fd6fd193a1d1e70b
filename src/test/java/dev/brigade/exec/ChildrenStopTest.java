package dev.brigade.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.exec.ChildOutcome.Exited;
import dev.brigade.exec.ChildOutcome.Stopped;
import dev.brigade.exec.ChildOutcome.Stuck;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How children are stopped from outside. */
@Timeout(60)
final class ChildrenStopTest {
    private static final Escalation SHORT =
            new Escalation(Sh.TABLE, Duration.ofMillis(300), Duration.ofSeconds(1), Duration.ofSeconds(3));
    private static final Duration LONG = Duration.ofHours(1);
    private static final String TWO_LEVELS = "sleep 1000 & echo $!; echo $$; wait";
    private static final String IGNORES_TERM = "trap '' TERM; echo $$; while :; do sleep 1000; done";

    @TempDir
    Path directory;

    private final Sh.Lines out = new Sh.Lines();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void nothingIsLeft() {
        Set<Long> left = Sh.alive(out.asPids());
        left.forEach(Sh.TABLE::kill); // a failed test shall not leave them to the next
        threads.shutdownNow();
        assertThat(left).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void nothingOfEightChildrenIsLeft(boolean isolated) throws Exception {
        Children children = children(isolated);
        List<Future<ChildOutcome>> runs = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            runs.add(start(children, TWO_LEVELS));
        }
        out.await(16);
        Sh.await(
                "8 running children",
                () -> children.pids().size() == 8); // what they print can be here before start returns
        assertThat(children.stopAll(LONG)).isEmpty();
        assertThat(Sh.alive(out.asPids())).isEmpty();
        for (Future<ChildOutcome> run : runs) {
            assertThat(run.get()).isEqualTo(new Exited(143));
        }
        assertThat(children.pids()).isEmpty();
        assertThat(children.stopAll(LONG)).isEmpty();
        assertThat(start(children, "echo no").get()).isEqualTo(new Stopped());
        assertThat(out.all).hasSize(16);
    }

    @Test
    void aChildHasTheGraceToEndByItself() throws Exception {
        Children children = children(true);
        Future<ChildOutcome> run = start(children, "trap ': > end; exit 20' TERM; sleep 1000 & echo $!; wait; exit 1");
        out.await(1);
        assertThat(children.stopAll(LONG)).isEmpty();
        assertThat(run.get()).isEqualTo(new Exited(20));
        assertThat(directory.resolve("end")).exists();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aChildThatIgnoresTermIsKilled(boolean isolated) throws Exception {
        Children children = children(isolated);
        Future<ChildOutcome> run = start(children, IGNORES_TERM);
        out.await(1);
        assertThat(children.stopAll(Duration.ofMillis(200))).isEmpty();
        assertThat(run.get()).isEqualTo(new Exited(137));
    }

    @Test
    void theShorterGraceCounts() throws Exception {
        Children children = children(true);
        Future<ChildOutcome> run = start(children, IGNORES_TERM);
        out.await(1);
        Future<Set<Long>> patient = threads.submit(() -> children.stopAll(LONG));
        assertThat(children.stopAll(Duration.ZERO)).isEmpty();
        assertThat(patient.get()).isEmpty();
        assertThat(run.get()).isEqualTo(new Exited(137));
    }

    @Test
    void whatIsBeingStartedMeanwhileIsStoppedToo() throws Exception {
        for (int round = 0; round < 20; round++) {
            Children children = children(round % 2 == 0);
            List<Future<ChildOutcome>> runs = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                runs.add(start(children, "echo $$; exec sleep 1000"));
            }
            out.await(2 * round + 1);
            assertThat(children.stopAll(LONG)).isEmpty();
            for (Future<ChildOutcome> run : runs) {
                assertThat(run.get()).isIn(new Stopped(), new Exited(143));
            }
            assertThat(Sh.alive(out.asPids())).isEmpty();
        }
    }

    @Test
    void anInterruptEndsTheChild() throws Exception {
        Children children = children(true);
        Future<ChildOutcome> run = start(children, TWO_LEVELS);
        out.await(2);
        threads.shutdownNow();
        assertThatThrownBy(run::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(InterruptedException.class);
        assertThat(Sh.alive(out.asPids())).isEmpty();
        assertThat(children.pids()).isEmpty();
    }

    @Test
    void whatCannotBeKilledIsNamedAndNotWaitedFor() throws Exception {
        Children children = new Children(
                System.getenv(),
                Programs.path(System.getenv()),
                new Escalation(new Deaf(), SHORT.linger(), SHORT.terminate(), SHORT.kill()));
        Future<ChildOutcome> run = start(children, TWO_LEVELS);
        Set<Long> pids = out.await(2).asPids();
        assertThat(children.stopAll(Duration.ofMillis(100))).isEqualTo(pids);
        assertThat(run.get()).isEqualTo(new Stuck(pids));
        assertThat(children.pids()).isEmpty();
        assertThat(children.stopAll(Duration.ofMillis(100))).as("still known").isEqualTo(pids);
        pids.forEach(Sh.TABLE::kill);
        assertThat(children.stopAll(Duration.ofMillis(100))).isEmpty();
    }

    private Children children(boolean isolated) {
        return new Children(System.getenv(), isolated ? Programs.path(System.getenv()) : "", SHORT);
    }

    private Future<ChildOutcome> start(Children children, String script) {
        return threads.submit(() -> children.run(Sh.script(directory, script), out, (bytes, length) -> {}));
    }

    /** Processes as in the kernel's state D: signals do nothing. */
    private static final class Deaf implements ProcessTable {
        @Override
        public List<ProcStat> all() {
            return Sh.TABLE.all();
        }

        @Override
        public Optional<ProcStat> find(long pid) {
            return Sh.TABLE.find(pid);
        }

        @Override
        public long usedNanos(long pid) {
            return Sh.TABLE.usedNanos(pid);
        }

        @Override
        public void terminate(long pid) {}

        @Override
        public void kill(long pid) {}
    }
}
