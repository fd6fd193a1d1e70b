package dev.brigade.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.event.RunEvent;
import dev.brigade.exec.MachineLoad;
import dev.brigade.model.Bottleneck;
import dev.brigade.model.RpcCount;
import dev.brigade.plan.Bucket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/**
 * What the rule of {@code -p auto} is told, and what becomes of its answer. The clock and the processors' load are
 * played.
 */
final class ConcurrencyControllerTest {
    private static final Duration LOOK = Duration.ofMillis(250);

    private final WorkerLimit workers = new WorkerLimit(ConcurrencyRule.begin(2, 128));
    private long now = 1_000;
    private long busy;
    private long idle;
    private long used;
    private RpcCount calls = RpcCount.NONE;

    private ConcurrencyController auto() {
        return controller(ConcurrencyRule.begin(2, 128));
    }

    private ConcurrencyController controller(ConcurrencyRule rule) {
        return new ConcurrencyController(
                workers, rule, () -> now, () -> new MachineLoad(busy, idle, 0), () -> used, () -> calls);
    }

    /**
     * A quarter of a second in which each process ends a bucket.
     *
     * @param entries of all buckets together
     * @param busyShare share of the processors' time that was used
     * @param ourShare the part of it that rsync used
     */
    private void pass(ConcurrencyController controller, long entries, double busyShare, double ourShare) {
        now += LOOK.toNanos();
        busy += Math.round(100 * busyShare);
        idle += Math.round(100 * (1 - busyShare));
        used += Math.round(LOOK.toNanos() * busyShare * ourShare);
        int processes = workers.size().now();
        long each = Math.max(1, entries / processes);
        Bucket bucket = new Bucket(0, Bucket.Kind.DIRECTORIES, List.of(), List.of(), each, 0, Set.of());
        for (int i = 0; i < processes; i++) {
            controller.accept(new RunEvent.BucketFinished(bucket, true, "", false, LOOK));
        }
        controller.look(processes);
    }

    @Test
    void idleProcessorsLetMoreProcessesRun() {
        ConcurrencyController controller = auto();
        controller.look(4);
        for (int i = 0; i < 4; i++) {
            pass(controller, 10L * workers.size().now(), 0.05, 1);
        }
        assertThat(workers.size().now()).isEqualTo(64);
        assertThat(controller.bound(true, false)).isEqualTo(Bottleneck.LATENCY);
    }

    @Test
    void fullProcessorsKeepTheirNumberLow() {
        ConcurrencyController controller = auto();
        controller.look(4);
        for (int i = 0; i < 400; i++) {
            pass(controller, 2_520, 1, 1);
        }
        assertThat(workers.size().now()).isLessThanOrEqualTo(4);
        assertThat(workers.size().settled()).isTrue();
        assertThat(controller.bound(false, false)).isEqualTo(Bottleneck.CPU);
    }

    /** If others fill the processors, processes that wait for a storage do more all the same. */
    @Test
    void processorsThatOthersFillAreNoLimit() {
        ConcurrencyController controller = auto();
        controller.look(4);
        for (int i = 0; i < 4; i++) {
            pass(controller, 10L * workers.size().now(), 1, 0.02);
        }
        assertThat(workers.size().now()).isEqualTo(64);
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
        ConcurrencyController controller = auto();
        controller.look(4);
        for (int i = 0; i < 400; i++) {
            int processes = workers.size().now();
            calls = calls.plus(new RpcCount(1_000, Math.round(1_000 * millis.applyAsDouble(processes))));
            pass(controller, 1000L * Math.min(16, processes), 0.5, 0.5);
        }
        assertThat(workers.size().now()).isEqualTo(16);
        return controller.bound(true, false);
    }

    @Test
    void aPassAfterTheFirstChangesNothing() {
        ConcurrencyController controller = auto();
        controller.look(4);
        controller.end();
        for (int i = 0; i < 8; i++) {
            pass(controller, 10L * workers.size().now(), 0.05, 1);
        }
        assertThat(workers.size().now()).isEqualTo(4);
    }

    /** What processors did until the first process ran is no part of what the rule goes by. */
    @Test
    void itBeginsWhenTheFirstProcessesRun() {
        ConcurrencyController controller = controller(ConcurrencyRule.fixed(4));
        controller.look(0);
        now += Duration.ofSeconds(2).toNanos();
        busy += 400;
        controller.look(4);
        assertThat(controller.bound(true, false)).isEqualTo(Bottleneck.UNKNOWN);
        for (int i = 0; i < 4; i++) {
            pass(controller, 100, 0.05, 1);
        }
        assertThat(controller.bound(true, false)).as("not the CPU").isEqualTo(Bottleneck.LATENCY);
    }

    /** Such as four buckets for 64 processes. */
    @Test
    void fewerProcessesThanAllowedHaveABottleneckToo() {
        ConcurrencyController controller = controller(ConcurrencyRule.fixed(64));
        controller.look(4);
        for (int i = 0; i < 4; i++) {
            now += LOOK.toNanos();
            idle += 100;
            controller.look(4);
        }
        assertThat(controller.bound(true, false)).isEqualTo(Bottleneck.LATENCY);
    }

    @Test
    void ofAShortPassNothingCanBeTold() {
        ConcurrencyController controller = controller(ConcurrencyRule.fixed(4));
        assertThat(controller.bound(false, false)).isEqualTo(Bottleneck.UNKNOWN);
        controller.look(4);
        pass(controller, 100, 1, 1);
        assertThat(controller.bound(false, false)).isEqualTo(Bottleneck.UNKNOWN);
        for (int i = 0; i < 3; i++) {
            pass(controller, 100, 1, 1);
        }
        assertThat(controller.bound(false, false)).isEqualTo(Bottleneck.CPU);
    }
}
