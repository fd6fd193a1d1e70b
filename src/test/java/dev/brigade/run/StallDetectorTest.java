package dev.brigade.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.event.RunEvent;
import dev.brigade.exec.Children;
import dev.brigade.model.StopCause;
import dev.brigade.model.StopReason;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Looks are the test's own: the watch's timer never gets to one. */
final class StallDetectorTest {
    private static final RunEvent SIGN = new RunEvent.CrawlStarted();

    private final List<RunEvent> events = new CopyOnWriteArrayList<>();
    private volatile long seconds = 100;
    private volatile long cpu = 7;
    private volatile int running = 3;
    private final Children children = new Children(System.getenv());
    private final Cancellation stop = new Cancellation();
    private StallDetector watch = watch(Optional.empty());

    private StallDetector watch(Optional<Duration> timeout) {
        return new StallDetector(
                new WatchedWork(() -> running > 0, () -> cpu, children),
                new StallSettings(timeout, "source /a on mount /m (nfs4 filer:/x)", stop),
                () -> Duration.ofSeconds(seconds).toNanos(),
                events::add,
                Duration.ofDays(1));
    }

    @AfterEach
    void close() {
        watch.close();
        children.close();
    }

    @Test
    void theRunEndsWhereItHasToWaitTooLong() {
        watch = watch(Optional.of(Duration.ofSeconds(30)));
        after(1);
        after(29);
        assertThat(stop.isLost()).isFalse();

        watch.accept(SIGN);
        after(1);
        after(29);
        assertThat(stop.isLost()).isFalse();

        after(1);
        assertThat(stop.isLost()).isTrue();
        assertThat(stop.cause())
                .contains(new StopCause(
                        StopReason.STORAGE_LOST,
                        "no progress for 30 s, the limit of --stall-timeout; brigade itself waits for it;"
                                + " source /a on mount /m (nfs4 filer:/x)"));
    }

    private void after(int more) {
        seconds += more;
        watch.look();
    }

    @Test
    void saysOnceThatNothingMovesAndThenForHowLong() {
        after(1);
        after(4);
        assertThat(events).isEmpty();

        after(1);
        after(3);
        assertThat(events)
                .containsExactly(new RunEvent.Warned("no progress for 5 s, perhaps because the storage does not answer;"
                        + " brigade itself waits for it"));

        watch.accept(SIGN);
        after(1);
        assertThat(events).hasSize(3).element(2).isEqualTo(new RunEvent.Resumed(Duration.ofSeconds(9)));

        after(5);
        assertThat(events).hasSize(4).last().isInstanceOf(RunEvent.Warned.class);
    }

    @Test
    void aProcessThatUsesTheCpuMoves() {
        for (int i = 0; i < 20; i++) {
            cpu++;
            after(1);
        }
        assertThat(events).isEmpty();
    }

    @Test
    void anEventIsPassedOnAndIsASignOfLife() {
        for (int i = 0; i < 20; i++) {
            watch.accept(SIGN);
            after(1);
        }
        assertThat(events).hasSize(20).containsOnly(SIGN);
    }

    @Test
    void nothingCanStallWhereNothingRuns() {
        running = 0;
        after(1);
        after(100);
        assertThat(events).isEmpty();
    }

    @Test
    void theEndOfThePassEndsTheStall() {
        after(1);
        after(6);
        seconds += 2;
        watch.close();
        assertThat(events).last().isEqualTo(new RunEvent.Resumed(Duration.ofSeconds(8)));
    }
}
