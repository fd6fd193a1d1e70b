package dev.brigade.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.event.RunEvent;
import dev.brigade.exec.MachineLoad;
import dev.brigade.manifest.Slice;
import dev.brigade.model.Bottleneck;
import dev.brigade.model.RpcCount;
import dev.brigade.plan.Bucket;
import dev.brigade.plan.BucketSource;
import dev.brigade.plan.WorkItem;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/**
 * What the rule of {@code -p auto} is told, and what becomes of its answer. The clock and the processors' load are
 * played.
 */
final class ConcurrencyControllerTest {
    private static final Duration LOOK = Duration.ofMillis(250);

    private final WorkerLimit workers = new WorkerLimit(4, 128);
    private final BucketSource bucketSource = deal(1_000_000);
    private long now = 1_000;
    private long busy;
    private long idle;
    private long children;
    private double ourShare = 1;
    private RpcCount calls = RpcCount.NONE;

    /** With so much left that more processes are worth their start. */
    private static BucketSource deal(long entries) {
        BucketSource deal = new BucketSource(1 << 20);
        Slice slice = new Slice(0, 1, new Slice.Directories(Optional.empty()));
        deal.add(new WorkItem(0, 0, Bucket.Kind.DIRECTORIES, slice, entries, 0, 100, null));
        return deal;
    }

    private ConcurrencyController controller(Optional<ConcurrencyRule> rule) {
        return new ConcurrencyController(
                workers,
                rule,
                () -> now,
                () -> Optional.of(new MachineLoad(busy, idle, 0, 0)),
                new ProcessorShare(1, () -> children, () -> now),
                () -> calls);
    }

    /** A quarter of a second in which so many entries are done by all processes that may run. */
    private void pass(ConcurrencyController controller, long entries, double busyShare) {
        now += LOOK.toNanos();
        busy += Math.round(100 * busyShare);
        children += Math.round(LOOK.toNanos() * busyShare * ourShare);
        idle += Math.round(100 * (1 - busyShare));
        Bucket bucket = new Bucket(0, Bucket.Kind.DIRECTORIES, List.of(), List.of(), entries, 0, Set.of());
        controller.accept(new RunEvent.BucketFinished(bucket, true, "", false, LOOK));
        controller.look(workers.size().now(), bucketSource);
    }

    @Test
    void idleProcessorsLetMoreProcessesRun() {
        ConcurrencyController controller = controller(Optional.of(ConcurrencyRule.begin(2, 128)));
        controller.look(4, bucketSource);
        for (int i = 0; i < 8; i++) {
            pass(controller, 10L * workers.size().now(), 0.05);
        }
        assertThat(workers.size().now()).isGreaterThan(16);
        assertThat(controller.bound(true, false)).isEqualTo(Bottleneck.LATENCY);
    }

    @Test
    void fullProcessorsKeepTheirNumberLow() {
        ConcurrencyController controller = controller(Optional.of(ConcurrencyRule.begin(2, 128)));
        controller.look(4, bucketSource);
        for (int i = 0; i < 40; i++) {
            pass(controller, 2_500, 1);
        }
        assertThat(workers.size().now()).isLessThanOrEqualTo(8);
        assertThat(controller.bound(false, false)).isEqualTo(Bottleneck.CPU);
    }

    /** If others fill the processors, processes that wait for a storage do more all the same. */
    @Test
    void processorsThatOthersFillAreNoLimit() {
        ConcurrencyController controller = controller(Optional.of(ConcurrencyRule.begin(2, 128)));
        controller.look(4, bucketSource);
        ourShare = 0.02;
        for (int i = 0; i < 8; i++) {
            pass(controller, 10L * workers.size().now(), 1);
        }
        assertThat(workers.size().now()).isGreaterThan(16);
    }

    /** A server that serves 16 at a time: with more processes, calls wait for each other. */
    @Test
    void roundTripsThatGrowWithProcessesTellAServerThatIsFull() {
        assertThat(boundBy(processes -> Math.max(1, processes / 16.0))).isEqualTo(Bottleneck.SERVER);
    }

    /** As fast for each call, whoever else asks: what keeps the processes is no server. */
    @Test
    void roundTripsThatStayTellThatNoServerIsFull() {
        assertThat(boundBy(processes -> 1)).isEqualTo(Bottleneck.LATENCY);
    }

    /** A pass that 16 processes make as fast as it gets, with so many milliseconds for each round trip. */
    private Bottleneck boundBy(IntToDoubleFunction millis) {
        ConcurrencyController controller = controller(Optional.of(ConcurrencyRule.begin(2, 128)));
        controller.look(4, bucketSource);
        for (int i = 0; i < 400; i++) {
            int processes = workers.size().now();
            calls = calls.plus(new RpcCount(1_000, Math.round(1_000 * millis.applyAsDouble(processes))));
            pass(controller, 100L * Math.min(16, processes), 0.3);
        }
        return controller.bound(true, false);
    }

    @Test
    void aPassAfterTheFirstChangesNothing() {
        ConcurrencyController controller = controller(Optional.of(ConcurrencyRule.begin(2, 128)));
        controller.look(4, bucketSource);
        controller.end();
        for (int i = 0; i < 8; i++) {
            pass(controller, 10L * workers.size().now(), 0.05);
        }
        assertThat(workers.size().now()).isEqualTo(4);
    }

    /** What processors did until the first process ran is no part of what the rule goes by. */
    @Test
    void itBeginsWhenTheFirstProcessesRun() {
        ConcurrencyController controller = controller(Optional.empty());
        controller.look(0, bucketSource);
        now += Duration.ofSeconds(2).toNanos();
        busy += 400;
        controller.look(4, bucketSource);
        assertThat(controller.bound(true, false)).isEqualTo(Bottleneck.UNKNOWN);
        for (int i = 0; i < 4; i++) {
            pass(controller, 100, 0.05);
        }
        assertThat(controller.bound(true, false)).as("not the CPU").isEqualTo(Bottleneck.LATENCY);
    }

    @Test
    void ofAShortPassNothingCanBeTold() {
        ConcurrencyController controller = controller(Optional.empty());
        assertThat(controller.bound(false, false)).isEqualTo(Bottleneck.UNKNOWN);
        controller.look(4, bucketSource);
        pass(controller, 100, 1);
        assertThat(controller.bound(false, false)).isEqualTo(Bottleneck.UNKNOWN);
        for (int i = 0; i < 3; i++) {
            pass(controller, 100, 1);
        }
        assertThat(controller.bound(false, false)).isEqualTo(Bottleneck.CPU);
    }
}
